/** Joins the response-level and the token-level advantage of one token (equation 8). */
export type Combine = (response: number, token: number, tokenWeight: number) => number;

/** `A_res + lambda A_tok`, as the paper's released configurations ship. */
export const add: Combine = (response, token, tokenWeight) => response + tokenWeight * token;

/** `(1 - lambda) A_res + lambda A_tok`; lambda 1 drops the outcome altogether. */
export const mix: Combine = (response, token, tokenWeight) =>
  (1 - tokenWeight) * response + tokenWeight * token;
