export { groupZScore, type GroupAdvantage, type GroupZScoreOptions } from "./group-advantage.ts";
export { add, mix, type Combine } from "./combine.ts";
export { responseLevel, type ResponseLevelOptions } from "./response-level.ts";
export { signedRelevance } from "./signed-relevance.ts";
export { rtt, type RttOptions } from "./rtt.ts";
export { localized, type LocalizedOptions } from "./localized.ts";
export { randomRelevance, uniformRelevance } from "./relevance-controls.ts";
