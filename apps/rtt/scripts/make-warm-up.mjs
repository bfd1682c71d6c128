// Makes the warm-up that ships with the quickstart, with its provenance beside it.
//   node apps/rtt/scripts/make-warm-up.mjs [FOLDER]     default: apps/rtt/assets/quickstart
import { rm, writeFile } from "node:fs/promises";
import { openBackend } from "@rtt/backend";
import { hashOf, shippedFolder } from "../dist/quickstart/checkpoint.js";
import { makeWarmUp, shippedSeed } from "../dist/quickstart/start-model.js";

const folder = process.argv[2] ?? shippedFolder;
await openBackend("wasm");
await rm(`${folder}/model`, { recursive: true, force: true });
await makeWarmUp(`${folder}/model`, process.stderr);
const provenance = {
  command: "node apps/rtt/scripts/make-warm-up.mjs",
  seed: shippedSeed,
  sha256: await hashOf(`${folder}/model/model.safetensors`),
};
await writeFile(`${folder}/provenance.json`, `${JSON.stringify(provenance, undefined, 2)}\n`);
console.log(provenance);
