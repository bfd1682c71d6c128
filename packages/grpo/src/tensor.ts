export { ppoTensorLoss, type PpoTensorBatch } from "./tensor/ppo-tensor-loss.ts";
