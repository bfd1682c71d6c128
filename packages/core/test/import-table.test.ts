import { existsSync, readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";

/** Who may import whom: what docs and CONTRIBUTING promise, and nothing else. */
const table: Record<string, readonly string[]> = {
  "packages/core": [],
  "packages/rubrics": ["core"],
  "packages/normalization": ["core"],
  "packages/advantage": ["core", "normalization"],
  "packages/grpo": ["core"],
  "packages/backend": ["core"],
  "packages/transformer": ["core", "backend"],
  "packages/discriminator": ["core", "transformer", "backend"],
  "packages/trainer": ["core", "grpo"],
  "apps/rtt": [
    "core",
    "rubrics",
    "normalization",
    "advantage",
    "grpo",
    "backend",
    "transformer",
    "discriminator",
    "trainer",
  ],
};

const root = new URL("../../../", import.meta.url);
const folders = ["packages", "apps"].flatMap((parent) =>
  readdirSync(new URL(parent, root)).map((name) => `${parent}/${name}`),
);

/** Outside packages that a pure package may name: none computes, all run in a browser. */
const pure = ["core", "rubrics", "normalization", "advantage", "grpo"];

test("every workspace stands in the table", () => {
  expect(folders.toSorted()).toEqual(Object.keys(table).toSorted());
});

test.each(folders)("%s declares only the packages the table allows", (folder) => {
  const allowed = new Set(table[folder]!.map((name) => `@rtt/${name}`));
  const { dependencies = {} } = JSON.parse(
    readFileSync(new URL(`${folder}/package.json`, root), "utf8"),
  ) as { dependencies?: Record<string, string> };
  const own = Object.keys(dependencies).filter((name) => name.startsWith("@rtt/"));
  expect(own.filter((name) => !allowed.has(name))).toEqual([]);
});

test.each(folders)("%s imports only what it declares", (folder) => {
  const manifest = JSON.parse(readFileSync(new URL(`${folder}/package.json`, root), "utf8")) as {
    name: string;
    dependencies?: Record<string, string>;
    peerDependencies?: Record<string, string>;
    optionalDependencies?: Record<string, string>;
  };
  const declared = new Set([
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.peerDependencies ?? {}),
    ...Object.keys(manifest.optionalDependencies ?? {}),
  ]);
  const undeclared = sourceImports(folder)
    .filter((name) => !name.startsWith(".") && !name.startsWith("node:"))
    .map((name) =>
      name
        .split("/")
        .slice(0, name.startsWith("@") ? 2 : 1)
        .join("/"),
    )
    .filter((name) => !declared.has(name));
  expect(undeclared).toEqual([]);
});

test.each(pure)("the main entry of %s reaches neither Node nor TF.js", (name) => {
  const outside = reachableImports(new URL(`packages/${name}/src/index.ts`, root)).filter(
    (specifier) => specifier.startsWith("node:") || specifier.startsWith("@tensorflow/"),
  );
  expect(outside).toEqual([]);
});

function specifiers(source: string): string[] {
  return [
    ...source.matchAll(/^\s*(?:import|export)\b[^;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"/gm),
  ].map((match) => (match[1] ?? match[2])!);
}

function sourceImports(folder: string): string[] {
  const source = new URL(`${folder}/src/`, root);
  return readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => specifiers(readFileSync(new URL(file, source), "utf8")));
}

function reachableImports(entry: URL, seen: Set<string> = new Set<string>()): string[] {
  if (seen.has(entry.href) || !existsSync(entry)) return [];
  seen.add(entry.href);
  return specifiers(readFileSync(entry, "utf8")).flatMap((specifier) =>
    specifier.startsWith(".") ? reachableImports(new URL(specifier, entry), seen) : [specifier],
  );
}
