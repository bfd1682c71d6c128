/** Where text goes, and whether it may move the cursor and be coloured. */
export interface TextOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** What a command talks to: results on `output`, progress and complaints on `errors`. */
export interface Terminal {
  readonly output: TextOutput;
  readonly errors: TextOutput;
}
