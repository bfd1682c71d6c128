export { moments, type Moments } from "./moments.ts";
export {
  maximumDeviation,
  sampleStandardDeviation,
  standardDeviation,
  unscaled,
  type Scale,
  type SpreadOptions,
} from "./scale.ts";
export { fitStandardization, type Standardization, type Transform } from "./standardize.ts";
export type { NormalizedRows, TokenNormalization, TokenRows } from "./token-normalization.ts";
export { intraSample } from "./intra-sample.ts";
export { interSample } from "./inter-sample.ts";
