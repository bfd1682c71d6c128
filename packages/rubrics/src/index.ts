export { allOrNothing } from "./all-or-nothing.ts";
export { satisfactionRate } from "./satisfaction-rate.ts";
export { weighted } from "./weighted.ts";
export { oneOf, text, texts, wholeNumber, type Kwarg, type KwargSchema } from "./kwarg.ts";
export {
  defineVerifier,
  verifierTable,
  type KwargFault,
  type Kwargs,
  type Verifier,
  type VerifierExample,
  type VerifierTable,
} from "./verifier.ts";
export { unknown, verdict, whole, type Finding } from "./verdicts.ts";
export { textView, type TextView } from "./text-view.ts";
export { between, matches, type Piece } from "./pieces.ts";
export type {
  GramProfile,
  LanguageProfiles,
  LinguisticData,
  PunktParameters,
} from "./linguistic-data.ts";
export type { LanguageGuess } from "./linguistics/language.ts";
export { ifeval } from "./ifeval/table.ts";
export { scorer, type ScorerSettings } from "./scorer.ts";
export { validateCriteria } from "./validate-criteria.ts";
export { readIfeval } from "./read-ifeval.ts";
export {
  instructionMetrics,
  type EvaluatedResponse,
  type InstructionAccuracy,
  type InstructionMetrics,
} from "./instruction-metrics.ts";
