// Compiles kernels/ to WebAssembly, without and with relaxed SIMD, and writes both, as base64, into src/wasm/kernel-bytes.ts.
// `--check` only compares: the committed bytes must be what the sources give.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const folder = fileURLToPath(new URL("../", import.meta.url));
const options = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--noExportMemory"];

/** The bytes that the sources compile to, for runtimes without and with relaxed SIMD. */
export async function compileKernels() {
  const features = "simd,bulk-memory";
  return { plain: await compile(features), relaxed: await compile(`${features},relaxed-simd`) };
}

async function compile(features) {
  let bytes;
  const { error } = await asc.main(
    ["kernels/index.ts", ...options, "--use", "abort=", "--enable", features, "-o", "k.wasm"],
    {
      readFile: (name, base) => {
        try {
          return readFileSync(new URL(`${base}/${name}`, `file://${folder}`), "utf8");
        } catch {
          return null;
        }
      },
      writeFile: (_, contents) => {
        bytes = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) throw error;
  return bytes;
}

/** The generated module as text. */
export function kernelModule({ plain, relaxed }) {
  return `// Made by scripts/build-kernels.mjs from kernels/; do not edit.\n${line("plainKernels", plain)}${line("relaxedKernels", relaxed)}`;
}

function line(name, bytes) {
  return `export const ${name}: string =\n  "${Buffer.from(bytes).toString("base64")}";\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = `${folder}src/wasm/kernel-bytes.ts`;
  const text = kernelModule(await compileKernels());
  if (!process.argv.includes("--check")) writeFileSync(target, text);
  else if (readFileSync(target, "utf8") !== text) {
    console.error(
      "src/wasm/kernel-bytes.ts is not what kernels/ compiles to: run build-kernels.mjs",
    );
    process.exit(1);
  }
}
