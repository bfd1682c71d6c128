import fc from "fast-check";

/** Values that carry a signal well above rounding, or are constant. */
export const values: fc.Arbitrary<Float64Array> = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 })
  .map((numbers) => Float64Array.from(numbers, (number) => number / 1000));

/** Ragged rows `[G][K]` of `[T]`; some cells and some whole rows are outside the statistics. */
export const rowsGKT: fc.Arbitrary<Float64Array[][]> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.array(fc.nat(12), { minLength: 1, maxLength: 5 }))
  .chain(([criteria, lengthsG]) =>
    fc.tuple(
      ...lengthsG.map((length) =>
        fc.array(
          fc
            .array(
              fc.oneof(
                { weight: 5, arbitrary: fc.integer({ min: -100, max: 100 }) },
                { weight: 1, arbitrary: fc.constant(Number.NaN) },
              ),
              { minLength: length, maxLength: length },
            )
            .map((numbers) => Float64Array.from(numbers, (number) => number / 100)),
          { minLength: criteria, maxLength: criteria },
        ),
      ),
    ),
  );
