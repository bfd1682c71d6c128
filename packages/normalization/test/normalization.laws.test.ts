import {
  fitStandardization,
  interSample,
  intraSample,
  maximumDeviation,
  moments,
  sampleStandardDeviation,
  standardDeviation,
  unscaled,
} from "@rtt/normalization";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rowsGKT, values } from "./arbitraries.ts";

const close = (actual: Iterable<number>, expected: readonly number[], digits = 2): void => {
  const rows = [...actual];
  expect(rows).toHaveLength(expected.length);
  rows.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, digits));
};
const sum = (row: Iterable<number>): number => [...row].reduce((a, b) => a + b, 0);

describe("one set of values", () => {
  test("a centred result sums to zero and has variance one, or is exactly zero", () => {
    fc.assert(
      fc.property(values, (set) => {
        const transform = fitStandardization(set);
        if (transform === undefined) {
          expect(new Set(set).size).toBe(1);
          return;
        }
        const result = set.map(transform);
        expect(Math.abs(sum(result))).toBeLessThan(1e-9);
        const variance = sum(result.map((value) => value ** 2)) / set.length;
        expect(variance).toBeCloseTo(1, 2);
        expect([...result].every(Number.isFinite)).toBe(true);
      }),
    );
  });

  test("shifting the values changes nothing; scaling them changes nothing but epsilon's part", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -5, max: 5 }), (set, shift) => {
        const transform = fitStandardization(set);
        const moved = fitStandardization(set.map((value) => 3 * value + shift));
        fc.pre(transform !== undefined && moved !== undefined);
        set.forEach((value) => expect(moved(3 * value + shift)).toBeCloseTo(transform(value), 1));
      }),
    );
  });

  test("a constant set is flat however often its value is rounded", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 64 }),
        (value, count) => {
          const set = Float64Array.from({ length: count }, () => value / 3 + value / 3);
          expect(fitStandardization(set)).toBeUndefined();
          expect(moments(set).variance).toBe(0);
        },
      ),
    );
    expect(fitStandardization(Float64Array.of(0.1 + 0.2, 0.3, 0.3))).toBeUndefined();
  });

  test("values that are not finite are outside the set", () => {
    const transform = fitStandardization(Float64Array.of(1, Number.NaN, 3, Infinity))!;
    close([transform(1), transform(3)], [-1, 1], 5);
    expect(fitStandardization(Float64Array.of(Number.NaN))).toBeUndefined();
  });

  test("each scale is the number it is named for", () => {
    const set = Float64Array.of(0, 0, 3, 5);
    const unit = (scale: typeof unscaled): number => {
      const transform = fitStandardization(set, { scale })!;
      return (set[3]! - 2) / transform(set[3]!);
    };
    expect(unit(standardDeviation())).toBeCloseTo(Math.sqrt(18 / 4), 5);
    expect(unit(sampleStandardDeviation())).toBeCloseTo(Math.sqrt(18 / 3), 5);
    expect(unit(maximumDeviation())).toBeCloseTo(3, 5);
    expect(unit(unscaled)).toBe(1);
    expect(unit(standardDeviation({ epsilon: 1 }))).toBeCloseTo(Math.sqrt(18 / 4) + 1, 9);
  });

  test("without centring, the values keep their sign and zero stays zero", () => {
    const transform = fitStandardization(Float64Array.of(1, 2, 3), {
      center: false,
      scale: unscaled,
    })!;
    expect([0, 1, -2].map(transform)).toEqual([0, 1, -2]);
  });
});

describe("intra-sample", () => {
  test("every row sums to zero, is one in variance unless flat, and never is not finite", () => {
    fc.assert(
      fc.property(rowsGKT, (rows) => {
        const result = intraSample()(rows);
        result.rowsGKT.flat().forEach((row, i) => {
          const source = rows.flat()[i]!;
          expect(row).toHaveLength(source.length);
          expect(row.every(Number.isFinite)).toBe(true);
          expect(Math.abs(sum(row))).toBeLessThan(1e-9);
          const inside = source.filter(Number.isFinite);
          const variance = sum(row.map((value) => value ** 2)) / inside.length;
          if (new Set(inside).size > 1) expect(variance).toBeCloseTo(1, 2);
          else expect(row.every((value) => value === 0)).toBe(true);
        });
      }),
    );
  });

  test("a row depends on no other row: dropping all the others changes nothing", () => {
    fc.assert(
      fc.property(rowsGKT, (rows) => {
        const whole = intraSample()(rows).rowsGKT;
        rows.forEach((rowsKT, g) =>
          rowsKT.forEach((row, k) =>
            expect(intraSample()([[row]]).rowsGKT[0]![0]).toEqual(whole[g]![k]),
          ),
        );
      }),
    );
  });

  test("cells outside the statistics get exactly zero and move no other cell", () => {
    fc.assert(
      fc.property(rowsGKT, (rows) => {
        const padded = rows.map((rowsKT) =>
          rowsKT.map((row) => Float64Array.of(...row, Number.NaN, Number.NaN)),
        );
        const result = intraSample()(padded).rowsGKT;
        intraSample()(rows).rowsGKT.forEach((rowsKT, g) =>
          rowsKT.forEach((row, k) => expect([...result[g]![k]!]).toEqual([...row, 0, 0])),
        );
      }),
    );
  });

  test("numbers worked out by hand", () => {
    close(
      intraSample()([[Float64Array.of(-0.9, -0.1, -0.1)]]).rowsGKT[0]![0]!,
      [-1.41, 0.71, 0.71],
    );
    close(
      intraSample()([[Float64Array.of(0.98, 0.984, 0.981, 0.983)]]).rowsGKT[0]![0]!,
      [-1.26, 1.26, -0.63, 0.63],
    );
  });

  test("a row below minStd is flat and counted", () => {
    const nearlyFlat = Float64Array.of(0.98, 0.984, 0.981, 0.983);
    const normalize = intraSample({ scale: standardDeviation({ minStd: 0.05 }) });
    const result = normalize([[nearlyFlat, Float64Array.of(1, 0), Float64Array.of(Number.NaN)]]);
    expect([...result.rowsGKT[0]![0]!]).toEqual([0, 0, 0, 0]);
    expect([result.rows, result.flatRows]).toEqual([2, 1]);
  });
});

describe("inter-sample", () => {
  test("the cells of one criterion sum to zero over the whole group", () => {
    fc.assert(
      fc.property(rowsGKT, (rows) => {
        const result = interSample()(rows).rowsGKT;
        rows[0]!.forEach((_, k) =>
          expect(Math.abs(sum(result.flatMap((rowsKT) => [...rowsKT[k]!])))).toBeLessThan(1e-9),
        );
      }),
    );
  });

  test("with one rollout it is intra-sample", () => {
    fc.assert(
      fc.property(rowsGKT, (rows) => {
        const one = rows.slice(0, 1);
        expect(interSample()(one)).toEqual(intraSample()(one));
      }),
    );
  });

  test("long responses own the mean: numbers worked out by hand", () => {
    const rows = [[new Float64Array(2).fill(1)], [new Float64Array(6).fill(-1)]];
    const result = interSample()(rows).rowsGKT;
    close(result[0]![0]!, [1.73, 1.73]);
    close(result[1]![0]!, [-0.58, -0.58, -0.58, -0.58, -0.58, -0.58]);
  });
});
