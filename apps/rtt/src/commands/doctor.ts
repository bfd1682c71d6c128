import { cpus, freemem, totalmem } from "node:os";
import { backendNames, openBackend } from "@rtt/backend";
import type { CommandDef } from "citty";
import { version } from "../version.ts";
import { failureSentence } from "./failure-sentence.ts";
import { leafCommand } from "./leaf-command.ts";

/** `rtt doctor` */
export const doctor: CommandDef = leafCommand({
  name: "rtt doctor",
  description: "Say what this machine offers: compute engines and why they are used or not, models",
  args: {},
  run: async (_, { output }) => {
    const processors = cpus();
    const rows = [
      ["rtt", version],
      ["node", `${process.version} on ${process.platform}-${process.arch}`],
      ["processor", `${processors[0]?.model ?? "unknown"}, ${processors.length} cores`],
      ["memory", `${gigabytes(totalmem())} GB, ${gigabytes(freemem())} GB free`],
      ...(await backendRows()),
      ["tokenizers", await tokenizersText()],
      ["model smollm2", await modelText("smollm2")],
    ] as const;
    output.write(rows.map(([name, text]) => `${name.padEnd(16)}${text}\n`).join(""));
  },
});

/** Every engine: the one in use, why the faster ones are not and what would help, and the slower ones. */
async function backendRows(): Promise<[string, string][]> {
  const used = await openBackend();
  const rows: [string, string][] = [];
  for (const name of backendNames) {
    const isRejected = used.rejected.some((rejected) => rejected.name === name);
    if (name === used.name) rows.push([`backend ${name}`, `in use: ${used.description}`]);
    else rows.push([`backend ${name}`, isRejected ? await refusalOf(name) : "slower, not tried"]);
  }
  return rows;
}

async function refusalOf(name: (typeof backendNames)[number]): Promise<string> {
  try {
    return (await openBackend(name)).description;
  } catch (error) {
    return failureSentence(error).replace("backend: ", "not used: ");
  }
}

/** The tokenizers are a native library: the text says whether it runs here. */
async function tokenizersText(): Promise<string> {
  try {
    const { HuggingFaceTokenizer, wordLevelTokenizerFiles } = await import("@rtt/transformer");
    const files = wordLevelTokenizerFiles(["<unk>", "<eos>", "a", "b"], "", "<eos>");
    const tokenizer = new HuggingFaceTokenizer({
      source: "self-test",
      tokenizerJson: new TextDecoder().decode(files.get("tokenizer.json")),
      chatTemplate: undefined,
      specialTokens: {},
      endOfSequence: [1],
    });
    return String(await tokenizer.encode("a b")) === "2,3" ? "work" : "give wrong ids";
  } catch (error) {
    return `do not work: ${failureSentence(error)}`;
  }
}

/** Where a fetched model lies, or how to fetch it. */
async function modelText(name: string): Promise<string> {
  try {
    const { modelPath } = await import("@rtt/transformer");
    return modelPath(name);
  } catch (error) {
    return failureSentence(error).replace("model: ", "");
  }
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
