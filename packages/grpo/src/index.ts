export { sequenceMeanTokenMean, tokenMean, type Aggregation } from "./aggregation.ts";
export type { ClipRange } from "./clip-range.ts";
export { ppo, type PpoOptions } from "./ppo.ts";
export { batchLoss, type BatchLoss, type ObjectiveBatch } from "./batch-loss.ts";
