/**
 * Ids of the `count` largest masses, largest first, of equal ones the smaller id. The best so far
 * are a heap with the worst of them on top, so that most ids cost one comparison.
 */
export function mostLikely(masses: Float64Array, count: number): number[] {
  const worse = (a: number, b: number): boolean =>
    masses[a]! < masses[b]! || (a > b && Object.is(masses[a], masses[b]));
  const heap: number[] = [];
  for (let id = 0; id < masses.length; id++)
    if (heap.length < count) rise(heap, id, worse);
    else if (masses[id]! > masses[heap[0]!]!) sink(heap, id, worse);
  return heap.toSorted((a, b) => (worse(a, b) ? 1 : -1));
}

type Worse = (a: number, b: number) => boolean;

/** Puts an id at the end and lets it rise to its place. */
function rise(heap: number[], id: number, worse: Worse): void {
  let place = heap.length;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!worse(id, heap[parent]!)) break;
    heap[place] = heap[parent]!;
    place = parent;
  }
  heap[place] = id;
}

/** Puts an id on top, instead of what was there, and lets it sink to its place. */
function sink(heap: number[], id: number, worse: Worse): void {
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child + 1 < heap.length && worse(heap[child + 1]!, heap[child]!)) child += 1;
    if (child >= heap.length || !worse(heap[child]!, id)) break;
    heap[place] = heap[child]!;
    place = child;
  }
  heap[place] = id;
}
