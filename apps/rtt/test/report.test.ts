import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RolloutRecord } from "@rtt/core";
import { parseHTML } from "linkedom";
import { beforeAll, expect, test } from "vitest";
import { renderComparison } from "#rtt/report/comparison-page";
import { readRun, type RunData } from "#rtt/report/run-data";
import { renderRunReport, writeRunReport } from "#rtt/report/run-report";
import { writeGeneratedRun } from "./generated-run.ts";

const HOSTILE = `<script>alert("x")</script>'"&<img src=x onerror=alert(1)>`;

let folder: string;
let run: RunData;

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "rtt-report-")), "run");
  await writeGeneratedRun(folder, { arm: "rtt-csr", seed: 1 });
  run = await readRun(folder);
});

function documentOf(markup: string): ReturnType<typeof parseHTML>["document"] {
  return parseHTML(markup).document;
}

/** The run with every text of model and data file replaced. */
function withTexts(text: string): RunData {
  const hostile = (record: RolloutRecord): RolloutRecord => ({
    ...record,
    promptId: text,
    text: `${text} ${text}`,
    tokenSpans: record.tokenSpans.map((_, t) => [t, t + 1] as const),
    messages: [{ role: "user", content: text }],
    criteria: record.criteria.map(() => ({ id: text, description: `is ${text}` })),
    verdicts: record.verdicts.map((verdict) => ({ ...verdict, reason: text })),
  });
  return {
    ...run,
    config: { ...run.config, backend: text, settings: { [text]: text } },
    metrics: run.metrics.map((record) => ({ ...record, [text]: 1, [`rewards/${text}/mean`]: 1 })),
    rollouts: run.rollouts.map(({ step, records }) => ({ step, records: records.map(hostile) })),
  };
}

test("texts of models and data files never become markup", () => {
  const hostile = withTexts(HOSTILE);
  const arms = [{ name: HOSTILE, runs: new Map([[1, hostile]]) }];
  const comparison = renderComparison({
    title: HOSTILE,
    lead: HOSTILE,
    arms,
    discriminator: { [HOSTILE]: HOSTILE },
  });
  for (const markup of [renderRunReport(HOSTILE, hostile), comparison]) {
    const document = documentOf(markup);
    expect(document.querySelectorAll("script, img, iframe, object, link, base")).toHaveLength(0);
    const handlers = [...document.querySelectorAll("*")].flatMap((element) =>
      element.getAttributeNames().filter((name: string) => name.startsWith("on")),
    );
    expect(handlers).toEqual([]);
    expect(document.querySelectorAll("style")).toHaveLength(
      document.querySelectorAll("figure svg").length + 1,
    );
    expect(document.title).toContain(HOSTILE);
    expect(document.querySelector(".prompt")!.textContent).toContain(HOSTILE);
  }
});

test("a report asks for nothing beyond itself", () => {
  const markup = renderRunReport("run", run);
  expect(markup.replaceAll("http://www.w3.org/", "")).not.toMatch(/https?:|url\(|@import|src=/);
  expect(markup).toContain("default-src 'none'");
});

test("the written report holds curves, criteria, pictures and settings of its run", async () => {
  const path = await writeRunReport(folder);
  expect(path).toBe(join(folder, "report.html"));
  const document = documentOf(await readFile(path, "utf8"));
  const headings = [...document.querySelectorAll("h2")].map(({ textContent }) => textContent);
  expect(headings).toEqual(["Curves", "Criteria", "Where the credit went", "Settings"]);
  expect(document.querySelector(".notes")!.textContent).toContain("<script>alert(1)</script>");
  expect(document.querySelectorAll("article.credit")).toHaveLength(3);
  expect(document.querySelectorAll("figure svg").length).toBeGreaterThan(6);
  expect(document.querySelector(".settings")!.textContent).toContain("optimizer.learningRate");
});

test("every response stands in the picture as it was written, token by token", () => {
  const document = documentOf(renderRunReport("run", run));
  const [group] = document.querySelectorAll("article.credit");
  const shown = [...group!.querySelectorAll(".response")].map((element) =>
    element.textContent.trim().replace(/end$/, ""),
  );
  const texts = run.rollouts[0]!.records.map(({ text }) => text);
  for (const text of shown) expect(texts).toContain(text);
  const tokens = group!.querySelectorAll(".response")[0]!.querySelectorAll(".t");
  const record = run.rollouts[0]!.records.find(({ text }) => text === shown[0])!;
  expect(tokens).toHaveLength(record.tokens.length);
});

test("the switch offers the total, the token part, and credit and relevance of each criterion", () => {
  const document = documentOf(renderRunReport("run", run));
  const radios = document.querySelector("article.credit")!.querySelectorAll("input");
  const values = [...radios].map((radio) => radio.getAttribute("value"));
  expect(values).toEqual(["total", "token", "c0", "r0", "c1", "r1", "c2", "r2"]);
  const sheet = document.querySelector("style")!.textContent;
  for (const value of values.slice(1))
    expect(sheet).toContain(`input[value="${value}"]:checked) .t{`);
});

test("arms that drew the same responses are shown on the same two", async () => {
  const other = join(await mkdtemp(join(tmpdir(), "rtt-report-")), "run");
  await writeGeneratedRun(other, { arm: "grpo-csr", seed: 1 });
  const markup = renderComparison({
    title: "t",
    lead: "l",
    arms: [
      { name: "grpo-csr", runs: new Map([[1, await readRun(other)]]) },
      { name: "rtt-csr", runs: new Map([[1, run]]) },
    ],
  });
  expect(markup).toContain("The same two responses");
  const articles = documentOf(markup).querySelectorAll("article.credit");
  const texts = [...articles].map((article) =>
    [...article.querySelectorAll(".response")].map(({ textContent }) => textContent.trim()),
  );
  expect(texts).toHaveLength(2);
  expect(texts[1]).toEqual(texts[0]);
});
