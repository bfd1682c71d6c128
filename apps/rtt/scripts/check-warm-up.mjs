// Makes the warm-up anew and checks that it evaluates within .02 of the one that ships.
//   node apps/rtt/scripts/check-warm-up.mjs
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBackend } from "@rtt/backend";
import { Decoder, LocalPolicy, loadModelFolder } from "@rtt/transformer";
import { shippedWarmUp } from "../dist/quickstart/checkpoint.js";
import { heldOutPrompts } from "../dist/quickstart/prompts.js";
import { evaluateStart } from "../dist/quickstart/evaluate-start.js";
import { makeWarmUp } from "../dist/quickstart/start-model.js";

const rates = async ({ config, weights, tokenizer }) => {
  const policy = new LocalPolicy({ decoder: new Decoder(config, weights), tokenizer });
  const { csr, aon } = await evaluateStart(policy, heldOutPrompts(4096));
  return [csr.mean, aon.mean];
};

await openBackend("wasm");
const folder = join(await mkdtemp(join(tmpdir(), "rtt-warm-up-")), "model");
await makeWarmUp(folder, process.stderr);
const shipped = await rates(await shippedWarmUp());
const remade = await rates(await loadModelFolder(folder));
const gap = Math.max(...shipped.map((rate, i) => Math.abs(rate - remade[i])));
console.log(
  `CSR, AON on 4,096 held-out prompts: shipped ${shipped.join(", ")}, remade ${remade.join(", ")}, gap ${gap}`,
);
if (gap > 0.02) process.exit(1);
