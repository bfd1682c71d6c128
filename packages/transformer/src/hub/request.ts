import { RemoteError } from "@rtt/core";

/** Milliseconds without a byte after which a server counts as silent. */
const patience = 30_000;

/** An answer whose body is read chunk by chunk. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * A GET request that gives up on a silent server. A user and password in the address are sent as
 * basic authorization.
 *
 * @throws RemoteError where there is no answer, now or in the middle of the body
 */
export async function request(
  address: URL,
  service: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { username, password } = address;
  const url = new URL(address);
  url.username = "";
  url.password = "";
  const secret = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), patience);
  const failure = (error: unknown): RemoteError => {
    clearTimeout(timer);
    const cause = (error as Error).cause ?? error;
    const reason = silence.signal.aborted
      ? `no byte for ${patience / 1000} seconds`
      : (cause as Error).message;
    return new RemoteError(service, 0, `${url.host} does not answer: ${reason}`, { cause: error });
  };
  const response = await fetch(url, {
    signal: silence.signal,
    headers: {
      ...headers,
      ...(username === "" ? {} : { authorization: `Basic ${secret.toString("base64")}` }),
    },
  }).catch((error: unknown) => {
    throw failure(error);
  });
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of response.body ?? []) {
        timer.refresh();
        yield chunk as Uint8Array;
      }
    } catch (error) {
      throw failure(error);
    } finally {
      clearTimeout(timer);
    }
  }
  return { status: response.status, headers: response.headers, chunks: chunks() };
}
