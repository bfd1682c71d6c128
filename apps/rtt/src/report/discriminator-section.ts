import { z } from "zod";
import { html, type Html } from "./html.ts";
import { settingsTable } from "./settings-table.ts";

const scores = z.object({ precision: z.number(), recall: z.number(), f1: z.number() });

/** The numbers of `RelevanceReport` that the section shows. */
const numbersSchema = z.object({
  tokens: z.number(),
  baseRate: z.number(),
  averagePrecision: z.number().nullable(),
  atBest: scores,
  calibrationError: z.number(),
  baselines: z.object({
    majority: scores,
    position: z.object({ averagePrecision: z.number().nullable(), atBest: scores }),
  }),
  averagePrecisionByType: z.record(z.string(), z.number().nullable()).optional(),
});

type Scores = z.infer<typeof scores>;

/** How well the discriminator finds the tokens that the verifiers mark, beside what takes no model. */
export function discriminatorSection(discriminator: unknown): Html {
  const parsed = numbersSchema.safeParse(discriminator);
  if (!parsed.success)
    return html`<h2>Discriminator</h2>
      ${settingsTable([{ name: "value", settings: discriminator }])}`;
  const { baseRate, atBest, calibrationError, baselines, tokens, ...rest } = parsed.data;
  const { averagePrecision, averagePrecisionByType = {} } = rest;
  return html`<h2>Discriminator</h2>
    <p>
      On ${tokens.toLocaleString("en-US")} held-out (token, criterion) pairs, ${percent(baseRate)}
      of which the verifiers mark. Thresholds come from other responses. Relevance is of use only
      where it beats the place of a token in its response, which takes no model.
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col"></th>
            ${["average precision", "precision", "recall", "F1", "calibration error"].map(
              (name) => html`<th scope="col" class="number">${name}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${row("discriminator", averagePrecision, atBest, calibrationError)}
          ${row("place in the response", baselines.position.averagePrecision, baselines.position.atBest)}
          ${row("majority label", baseRate, baselines.majority)}
        </tbody>
      </table>
    </div>
    <p class="lead">
      Average precision by criterion:
      ${Object.entries(averagePrecisionByType)
        .toSorted(([, a], [, b]) => (b ?? 0) - (a ?? 0))
        .map(([type, value]) => `${type} ${decimals(value)}`)
        .join(", ")}.
    </p>`;
}

function row(name: string, precision: number | null, at: Scores, calibration?: number): Html {
  const numbers = [precision, at.precision, at.recall, at.f1, calibration];
  return html`<tr>
    <th scope="row">${name}</th>
    ${numbers.map((number) => html`<td class="number">${decimals(number)}</td>`)}
  </tr>`;
}

function decimals(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : value.toFixed(3);
}

function percent(rate: number): string {
  return `${(100 * rate).toFixed(1)} %`;
}
