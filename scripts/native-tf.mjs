// Installs the native TF.js engine (libtensorflow on the CPU, several times as fast as WebAssembly)
// into the user's cache, outside this checkout and its lockfile; RTT picks it up from there.
//
//   node scripts/native-tf.mjs
//
// 1. @tensorflow/tfjs-node from npm, with its own download of libtensorflow.
// 2. Where that download is not reachable (it is not on npm): libtensorflow and its C headers out of
//    the pip wheel tensorflow-cpu (207 MB to download, 0.6 GB kept; nothing is installed into
//    Python), and the binding compiled from the source that the npm package carries. This needs
//    Linux, g++ and python3 with pip.
//
// The result is checked by a product and a gradient. Run it again at will: what works is kept.
// To remove it, delete the folder that it names.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";

const tfjsNode = "4.22.0";
const tensorflow = "2.15.1";
// The same folder as nativeFolder() of @rtt/backend.
const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
const folder = join(cache, "rtt", "native");
const addon = join(folder, "node_modules", "@tensorflow", "tfjs-node");
const libraries = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];

const check = `
  const tf = require("@tensorflow/tfjs-node");
  const a = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  const product = tf.matMul(a, a, false, true).dataSync().join();
  const gradient = tf.grad((x) => x.square().sum())(a).dataSync().join();
  if (product !== "5,11,11,25" || gradient !== "2,4,6,8") throw new Error("wrong numbers");
  console.log("libtensorflow " + tf.backend().binding.TF_Version);`;

// The wheel of any CPython will do: only its C libraries and headers are wanted.
const unpack = `
import os, re, shutil, sys, zipfile
wanted = re.compile(r"tensorflow/(libtensorflow_(cc|framework)[.]so[.]2|include/(tensorflow|tsl|xla|external/local_(tsl|xla))/.*[.]h)")
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for entry in wheel.infolist():
        if wanted.fullmatch(entry.filename):
            path = os.path.join(sys.argv[2], entry.filename.removeprefix("tensorflow/"))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with wheel.open(entry) as source, open(path, "wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)`;

function stop(problem) {
  console.error(`native-tf: ${problem}`);
  process.exit(1);
}

/** Runs a command to its end; its output is shown only where it fails. */
function run(command, parameters, options = {}) {
  const result = spawnSync(command, parameters, {
    encoding: "utf8",
    cwd: folder,
    shell: process.platform === "win32" && command === "npm",
    ...options,
  });
  const said = `${result.stdout ?? ""}${result.stderr ?? ""}`.trim();
  return { ok: result.status === 0, said: said || String(result.error?.message ?? "") };
}

function need(step, command, parameters, options) {
  console.log(`native-tf: ${step}`);
  const { ok, said } = run(command, parameters, options);
  if (!ok) stop(`${command} failed:\n${said}`);
  return said;
}

function works() {
  if (!existsSync(addon)) return { ok: false, said: "not installed" };
  return run(process.execPath, ["-e", check], {
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "2" },
  });
}

function buildFromWheel() {
  if (process.platform !== "linux" || !["x64", "arm64"].includes(process.arch))
    stop(
      "the download of libtensorflow failed, and building from the wheel needs Linux on x64 or arm64",
    );
  const machine = process.arch === "x64" ? "x86_64" : "aarch64";
  const temporary = mkdtempSync(join(tmpdir(), "native-tf-"));
  try {
    const platforms = ["manylinux_2_17", "manylinux2014", "manylinux_2_27"];
    const wanted =
      "--no-deps --only-binary=:all: --implementation cp --python-version 3.11 --abi cp311";
    need(`downloading tensorflow-cpu ${tensorflow} (207 MB)`, "python3", [
      ..."-m pip download --quiet".split(" "),
      ...wanted.split(" "),
      ...platforms.flatMap((platform) => ["--platform", `${platform}_${machine}`]),
      "--dest",
      temporary,
      `tensorflow-cpu==${tensorflow}`,
    ]);
    const wheel = join(
      temporary,
      readdirSync(temporary).find((name) => name.endsWith(".whl")),
    );
    need("unpacking the libraries", "python3", ["-c", unpack, wheel, temporary]);
    for (const name of libraries)
      cpSync(join(temporary, name), join(addon, "deps", "lib", name), { force: true });
    const output = join(addon, "lib", "napi-v8", "tfjs_binding.node");
    mkdirSync(dirname(output), { recursive: true });
    const flags = "-std=c++17 -O2 -fPIC -shared -fno-exceptions -DNAPI_VERSION=8";
    const includes = [nodeHeaders(), join(temporary, "include"), join(addon, "binding")];
    need("compiling the binding", "g++", [
      ...flags.split(" "),
      "-DNODE_GYP_MODULE_NAME=tfjs_binding",
      ...includes.map((path) => `-I${path}`),
      join(addon, "binding", "tfjs_backend.cc"),
      join(addon, "binding", "tfjs_binding.cc"),
      "-o",
      output,
      `-L${join(addon, "deps", "lib")}`,
      ...libraries.map((name) => `-l:${name}`),
      "-Wl,-rpath,$ORIGIN/../../deps/lib",
    ]);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The headers beside the running Node, else those of the npm package that carries them. */
function nodeHeaders() {
  const installed = join(process.execPath, "..", "..", "include", "node");
  if (existsSync(join(installed, "node_api.h"))) return installed;
  need("fetching Node's headers", "npm", [
    "install",
    "--no-audit",
    "--no-fund",
    "node-api-headers@1",
  ]);
  return join(folder, "node_modules", "node-api-headers", "include");
}

if (Number(process.versions.node.split(".")[0]) > 22)
  stop(`tfjs-node ${tfjsNode} runs on Node 20 and 22, not on ${process.version}`);
let state = works();
if (!state.ok) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund"];
  need(`installing @tensorflow/tfjs-node ${tfjsNode} into ${folder}`, "npm", [
    ...install,
    `@tensorflow/tfjs-node@${tfjsNode}`,
  ]);
  console.log("native-tf: downloading libtensorflow the package's own way");
  run("npm", ["rebuild", "@tensorflow/tfjs-node"], { timeout: 900_000 });
  state = works();
}
if (!state.ok) {
  buildFromWheel();
  state = works();
}
if (!state.ok) stop(`the engine was built and does not work:\n${state.said}`);
console.log(`native-tf: ${state.said.split("\n").at(-1)} works, in ${folder}`);
