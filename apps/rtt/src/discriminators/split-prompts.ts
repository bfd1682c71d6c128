import { ConfigError, type Random } from "@rtt/core";

/** Three parts that share no prompt. */
export interface Split<Item> {
  readonly train: readonly Item[];
  readonly validation: readonly Item[];
  readonly test: readonly Item[];
}

/**
 * Splits items (one a prompt) at random: `heldOut` of them for validation and as many for the test.
 *
 * @throws ConfigError when there are too few for three parts
 */
export function splitPrompts<Item>(
  items: readonly Item[],
  heldOut: number,
  random: Random,
): Split<Item> {
  if (items.length < 3)
    throw new ConfigError(
      "--data",
      `has ${items.length} prompts, but training, validation and test need at least one each`,
    );
  const most = Math.floor((items.length - 1) / 2);
  const size = Math.min(Math.max(1, Math.round(heldOut * items.length)), most);
  const shuffled = random.shuffled(items);
  return {
    test: shuffled.slice(0, size),
    validation: shuffled.slice(size, 2 * size),
    train: shuffled.slice(2 * size),
  };
}
