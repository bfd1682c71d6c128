import { scorer, textView } from "@rtt/rubrics";
import { quickstart } from "@rtt/rubrics/quickstart";
import fc from "fast-check";
import { expect, test } from "vitest";

const check = (family: string, kwargs: Record<string, unknown>, text: string) => {
  const { status, spans } = quickstart[`quickstart/${family}`]!.check(textView(text), kwargs);
  return [status, spans.map(({ start, end }) => text.slice(start, end))];
};

// Each row of the task's table: passed with its span, violated with its span, nothing to mark.
test.each<[string, Record<string, unknown>, string, string, string[]]>([
  ["forbid", { word: "the" }, "a cat sees a dog .", "satisfied", []],
  ["forbid", { word: "the" }, "the cat sees the dog .", "violated", ["the", "the"]],
  ["mention", { word: "cat" }, "the cat sees the cat .", "satisfied", ["cat", "cat"]],
  ["mention", { word: "cat" }, "the dog sees .", "violated", []],
  ["twice", { word: "cat" }, "cat sees cat and cat .", "satisfied", ["cat", "cat", "cat"]],
  ["twice", { word: "cat" }, "the cat sees .", "violated", []],
  [
    "bigram",
    { first: "red", second: "cat" },
    "red cat sees red cat .",
    "satisfied",
    ["red", "cat", "red", "cat"],
  ],
  ["bigram", { first: "red", second: "cat" }, "cat red sees red .", "violated", []],
  ["start", { word: "now" }, "now cat sees .", "satisfied", ["now"]],
  ["start", { word: "now" }, "cat now sees .", "violated", ["cat"]],
  ["firstword", { word: "now" }, "now cat sees . * now dog hears !", "satisfied", ["now", "now"]],
  ["firstword", { word: "now" }, "now cat sees . * dog hears ! cat", "violated", ["dog"]],
  ["firstword", { word: "now" }, "now cat sees", "violated", []],
  ["firstword", { word: "now" }, "now cat . P.S. cat .", "satisfied", ["now"]],
  ["end", { ending: "the end" }, "cat sees . the end", "satisfied", ["the", "end"]],
  ["end", { ending: "the end" }, "the end .", "violated", []],
  ["end", { ending: "so long" }, "long", "violated", []],
  ["sentences", { count: 3 }, "a . b ! c ? d", "satisfied", [".", "!", "?"]],
  ["sentences", { count: 3 }, "a . b ! c ? d . * . e .", "violated", [".", "."]],
  ["sentences", { count: 3 }, "a . . P.S. b . c", "violated", []],
  ["bullets", { count: 2 }, "* a . * b .", "satisfied", ["*", "*"]],
  ["bullets", { count: 2 }, "* a . * b . * c * .", "violated", ["*", "*"]],
  ["bullets", { count: 2 }, "* a .", "violated", []],
  ["nocomma", {}, "now a cat .", "satisfied", []],
  ["nocomma", {}, "now , a , cat .", "violated", [",", ","]],
  ["maxwords", { count: 3 }, 'a " cat , sees .', "satisfied", []],
  ["maxwords", { count: 3 }, "a cat sees . my dog P.S. now", "violated", ["my", "dog", "now"]],
  ["maxwords", { count: 3 }, ". ! *", "violated", []],
  ["postscript", {}, "a . P.S. cat .", "satisfied", ["P.S."]],
  ["postscript", {}, "P.S. . P.S. cat", "satisfied", ["P.S.", "P.S."]],
  ["postscript", {}, "a . P.S. .", "violated", []],
  ["quote", {}, 'a " cat " sees " dog "', "satisfied", ['"', '"', '"', '"']],
  ["quote", {}, 'a " cat " sees "', "violated", ['"']],
  ["quote", {}, 'a " " cat', "violated", ['"', '"']],
  ["quote", {}, "a cat", "violated", []],
])("%s %o: %s", (family, kwargs, text, status, spans) => {
  // Neighbouring spans touch no other: one space lies between any two tokens.
  expect(check(family, kwargs, text)).toEqual([status, spans]);
});

test("each verifier's own examples pass and fail", () => {
  for (const { id, example } of Object.values(quickstart)) {
    const verdictOf = (text: string) =>
      quickstart[id]!.check(textView(text), example.kwargs).status;
    expect([id, verdictOf(example.passes), verdictOf(example.fails)]).toEqual([
      id,
      "satisfied",
      "violated",
    ]);
  }
});

const token = fc.constantFrom(
  ...'the a cat dog red now . ! ? , " * P.S. end long <go> say\u00A0twice:'.split(" "),
);
const response = fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join(" "));

test("spans are whole tokens, in order; what satisfies by absence marks nothing", () => {
  fc.assert(
    fc.property(response, (text) => {
      for (const { id, example } of Object.values(quickstart)) {
        const { spans, status, absence } = quickstart[id]!.check(textView(text), example.kwargs);
        let last = -1;
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThan(last);
          expect(text.slice(start, end)).not.toContain(" ");
          expect([undefined, " "]).toContain(text[start - 1]);
          expect([undefined, " "]).toContain(text[end]);
          last = end;
        }
        if (status === "violated" && absence && id !== "quickstart/quote")
          expect(spans).toEqual([]);
      }
    }),
  );
});

test("the scorer checks all criteria of a prompt; an empty response meets none", () => {
  const criteria = Object.values(quickstart).map(({ id, example }) => ({
    id,
    description: quickstart[id]!.describe(example.kwargs),
    check: { verifier: id, kwargs: example.kwargs },
  }));
  const prompt = { id: "p", messages: [], criteria };
  const [row] = scorer(quickstart)(prompt, [{ text: "" }]);
  expect(row!.every(({ status }) => status === "violated")).toBe(true);
});
