/** State of a generator: four unsigned 32-bit words. */
export type RandomState = readonly [number, number, number, number];

/**
 * Seeded random numbers: sfc32 (Doty-Humphrey, PractRand), the same on every platform.
 * Streams that must not disturb each other are forked by a label.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #count: number;

  private constructor([a, b, c, count]: RandomState) {
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#count = count;
  }

  static fromSeed(seed: number | string): Random {
    const random = new Random([...hash(String(seed)), 1]);
    for (let round = 0; round < 15; round++) random.#next();
    return random;
  }

  static fromState(state: RandomState): Random {
    return new Random(state);
  }

  get state(): RandomState {
    return [this.#a, this.#b, this.#c, this.#count];
  }

  /** An independent stream named by `label`; does not advance this one. */
  fork(label: number | string): Random {
    return Random.fromSeed(`${this.state.join(",")}/${label}`);
  }

  /** Uniform in [0, 1), 32 bits. */
  uniform(): number {
    return this.#next() / 2 ** 32;
  }

  /** Uniform integer in `[0, count)`, without modulo bias. */
  integer(count: number): number {
    if (!Number.isInteger(count) || count < 1 || count > 2 ** 32)
      throw new RangeError(`integer(${count}): the count must be a whole number from 1 to 2^32`);
    const limit = 2 ** 32 - (2 ** 32 % count);
    let value = this.#next();
    while (value >= limit) value = this.#next();
    return value % count;
  }

  /** Standard normal (Box-Muller, one of the pair). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** One element of a non-empty list. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.integer(items.length)] as Item;
  }

  /** A copy in random order (Fisher-Yates). */
  shuffled<Item>(items: readonly Item[]): Item[] {
    const copy = [...items];
    for (let last = copy.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      [copy[last], copy[other]] = [copy[other] as Item, copy[last] as Item];
    }
    return copy;
  }

  #next(): number {
    const result = (this.#a + this.#b + this.#count) >>> 0;
    this.#count = (this.#count + 1) >>> 0;
    this.#a = (this.#b ^ (this.#b >>> 9)) >>> 0;
    this.#b = (this.#c + (this.#c << 3)) >>> 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) >>> 0;
    return result;
  }
}

/** Three FNV-1a style words of a string, each from its own offset and finished by an avalanche. */
function hash(text: string): [number, number, number] {
  const words = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b].map((offset) => {
    let word = offset;
    for (let i = 0; i < text.length; i++)
      word = Math.imul(word ^ text.charCodeAt(i), 0x01000193) >>> 0;
    word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return (word ^ (word >>> 16)) >>> 0;
  });
  return words as [number, number, number];
}
