import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that a server got, and what it answers. */
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** An HTTP server of this machine, with a log of what was asked. */
export interface LocalServer {
  readonly address: string;
  /** Path and range of each request. */
  readonly asked: string[];
  close(): void;
}

/** Answers each request by the first answer whose key ends the path. */
export async function serve(answers: Readonly<Record<string, Answer>>): Promise<LocalServer> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url!, "http://here");
    asked.push([pathname + search, request.headers.range].join(" ").trim());
    const answer = Object.entries(answers).find(([end]) => pathname.endsWith(end))?.[1];
    if (answer === undefined) response.writeHead(404).end("not here");
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A file that can be continued; `cut` closes each connection after so many bytes. */
export function fileAnswer(bytes: Uint8Array, { ranges = true, cut = Infinity } = {}): Answer {
  return (request, response) => {
    const wanted = Number(/^bytes=(\d+)-$/u.exec(request.headers.range ?? "")?.[1] ?? 0);
    const start = ranges ? wanted : 0;
    if (start >= bytes.length) return void response.writeHead(416).end();
    const rest = bytes.subarray(start);
    response.writeHead(start > 0 ? 206 : 200, {
      "content-length": rest.length,
      ...(start > 0
        ? { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` }
        : {}),
    });
    if (rest.length <= cut) return void response.end(rest);
    return void response.write(rest.subarray(0, cut), () =>
      setTimeout(() => response.destroy(), 20),
    );
  };
}
