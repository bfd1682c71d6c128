export { gemm, gemmScratch } from "./gemm";
export { attentionBackward, attentionForward, decodeAttention } from "./attention";
export { logProbsBackward, logProbsForward } from "./log-probs";
export {
  adamW, gatherRows, rmsNormBackward, rmsNormForward, rotary, scatterRows, sumSquares,
  swiGluBackward, swiGluForward,
} from "./rows";
