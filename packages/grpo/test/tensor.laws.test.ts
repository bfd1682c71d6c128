import { batchLoss, ppo, sequenceMeanTokenMean, tokenMean } from "@rtt/grpo";
import { ppoTensorLoss } from "@rtt/grpo/tensor";
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { batches } from "./arbitraries.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

/** Right-padded with NaN: what stands on padding must not matter. */
function padded(rows: readonly ArrayLike<number>[], width: number, fill: number): tf.Tensor2D {
  const data = rows.flatMap((row) => Array.from({ length: width }, (_, t) => row[t] ?? fill));
  return tf.tensor2d(data, [rows.length, width]);
}

test.each(Object.entries({ sequenceMeanTokenMean, tokenMean }))(
  "the TF.js loss and its gradient equal the Float64 reference: %s",
  (_, aggregation) => {
    fc.assert(
      fc.property(batches, (batch) => {
        const width = Math.max(1, ...batch.newLogProbsNT.map((row) => row.length));
        fc.pre(!nearClip(batch));
        const before = tf.memory().numTensors;
        const expected = batchLoss(ppo({ aggregation }), batch);
        const { loss, gradient } = tf.tidy(() => {
          const lossOf = (newLogProbs: tf.Tensor): tf.Scalar =>
            ppoTensorLoss(
              {
                newLogProbs: newLogProbs as tf.Tensor2D,
                oldLogProbs: padded(batch.oldLogProbsNT, width, Number.NaN),
                advantages: padded(batch.advantagesNT, width, Number.NaN),
                trainable: padded(batch.trainableNT, width, 0),
              },
              { aggregation },
            );
          const { value, grad } = tf.valueAndGrad(lossOf)(padded(batch.newLogProbsNT, width, 0));
          return { loss: value.dataSync()[0]!, gradient: grad.arraySync() as number[][] };
        });
        expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5 * (1 + Math.abs(expected.loss)));
        expected.derivativeNT.forEach((row, n) =>
          gradient[n]!.forEach((value, t) => {
            const reference = row[t] ?? 0;
            expect(Math.abs(value - reference)).toBeLessThan(1e-5 * (1 + Math.abs(reference)));
          }),
        );
        expect(tf.memory().numTensors).toBe(before);
      }),
    );
  },
);

/** At the kink itself Float32 and Float64 may stand on different sides. */
function nearClip({ newLogProbsNT, oldLogProbsNT }: Parameters<typeof batchLoss>[1]): boolean {
  return newLogProbsNT.some((row, n) =>
    Array.from(row).some((value, t) => {
      const ratio = Math.exp(value - oldLogProbsNT[n]![t]!);
      return Math.abs(ratio - 0.8) < 1e-5 || Math.abs(ratio - 1.27) < 1e-5;
    }),
  );
}
