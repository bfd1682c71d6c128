/** `"a", "b" and "c"`. */
export function quoted(items: readonly (string | { readonly source: string })[]): string {
  const names = items.map((item) => `"${typeof item === "string" ? item : item.source}"`);
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names.join("");
}

/** `1 word`, `2 words`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `once`, `3 times`. */
export function times(count: number): string {
  return counted(count, "time");
}
