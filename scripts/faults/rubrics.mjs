const rewards = ["packages/rubrics/test/rewards.test.ts"];
const ifeval = ["packages/rubrics/test/ifeval.test.ts"];
const divider = ["packages/rubrics/test/faults-paragraph-divider.laws.test.ts"];
const many = ["packages/rubrics/test/faults-many-criteria.laws.test.ts"];

/**
 * Faults of criteria, checks and rewards. Of the list in the paper's released code three concern what
 * is not here: no code of a data set is ever run, and there is no judge whose answer could be
 * misread or whose prompt could be cut.
 */
export const rubricFaults = [
  {
    fault: "unknown verdict counted as violated in the satisfaction rate",
    file: "packages/rubrics/src/satisfaction-rate.ts",
    from: 'verdictsK.filter(({ status }) => status !== "unknown")',
    to: "verdictsK",
    tests: rewards,
  },
  {
    fault: "unknown verdict counted as violated in all-or-nothing",
    file: "packages/rubrics/src/all-or-nothing.ts",
    from: 'verdictsK.filter(({ status }) => status !== "unknown")',
    to: "verdictsK",
    tests: rewards,
  },
  {
    fault: "unknown verdict counted as violated in the weighted rate",
    file: "packages/rubrics/src/weighted.ts",
    from: 'status === "unknown" ? 0 : (criteriaK[k]!.weight ?? 1)',
    to: "criteriaK[k]!.weight ?? 1",
    tests: rewards,
  },
  {
    fault: "an empty list of criteria gives all-or-nothing 1",
    file: "packages/rubrics/src/all-or-nothing.ts",
    from: "if (known.length === 0) return Number.NaN;",
    to: "",
    tests: rewards,
  },
  {
    fault: "an empty list of criteria is accepted from a data file",
    file: "packages/rubrics/src/read-ifeval.ts",
    from: "Array.isArray(ids) && ids.length > 0,",
    to: "Array.isArray(ids),",
    tests: ["packages/rubrics/test/read-ifeval.test.ts"],
  },
  {
    fault: "an empty list of criteria is accepted for scoring",
    file: "packages/rubrics/src/validate-criteria.ts",
    from: "criteria.length === 0",
    to: "false",
    tests: ["packages/rubrics/test/validate-criteria.test.ts"],
  },
  {
    fault: "a criterion without its judge counted as violated",
    file: "packages/rubrics/src/scorer.ts",
    from: 'return unknown("a judge is needed for this criterion")',
    to: "return blankResponse",
    tests: ["packages/rubrics/test/validate-criteria.test.ts"],
  },
  {
    fault: "more than 20 criteria are cut by the reader",
    file: "packages/rubrics/src/read-ifeval.ts",
    from: "criteria: names.map(",
    to: "criteria: names.slice(0, 20).map(",
    tests: many,
  },
  {
    fault: "more than 20 criteria are cut by the scorer",
    file: "packages/rubrics/src/scorer.ts",
    from: "return criteria.map(({ check }) => {",
    to: "return criteria.slice(0, 20).map(({ check }) => {",
    tests: many,
  },
  {
    fault: "more than 20 criteria are cut from the reward",
    file: "packages/rubrics/src/satisfaction-rate.ts",
    from: "verdictsK.filter(",
    to: "verdictsK.slice(0, 20).filter(",
    tests: many,
  },
  {
    fault: "a checker unlike the benchmark's: dividers on lines of their own only",
    file: "packages/rubrics/src/ifeval/paragraphs.ts",
    from: "`[${SPACE}]?\\\\*\\\\*\\\\*[${SPACE}]?`",
    to: "`\\\\n\\\\*\\\\*\\\\*\\\\n`",
    tests: divider,
  },
  {
    fault: "a checker unlike the benchmark's: keywords counted as whole words",
    file: "packages/rubrics/src/ifeval/keywords.ts",
    from: "keyword: pattern({ ignoreCase: true }),",
    to: "keyword: pattern({ ignoreCase: true, wholeWords: true }),",
    tests: ifeval,
  },
  {
    fault: "a checker unlike the benchmark's: forbidden words found inside other words",
    file: "packages/rubrics/src/ifeval/keywords.ts",
    from: "patterns({ wholeWords: true, ignoreCase: true })",
    to: "patterns({ ignoreCase: true })",
    tests: ifeval,
  },
  {
    fault: "a checker unlike the benchmark's: words counted by white space",
    file: "packages/rubrics/src/ifeval/length.ts",
    from: "judgeLength(view, view.words,",
    to: "judgeLength(view, view.chunks,",
    tests: ifeval,
  },
  {
    fault: "a checker unlike the benchmark's: less than read as at most",
    file: "packages/rubrics/src/relation.ts",
    from: ": count < limit;",
    to: ": count <= limit;",
    tests: ifeval,
  },
];
