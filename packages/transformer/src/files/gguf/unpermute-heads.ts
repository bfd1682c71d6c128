import type { Weight } from "../../model/weights.ts";

/**
 * Undoes the row order that llama.cpp gives query and key projections: there rotary pairs stand side
 * by side (`2 i + s` of each head), here half a head apart (`s headSize / 2 + i`).
 *
 * @param weight shape `[heads * headSize, ...]`
 */
export function unpermuteHeads({ shape, data }: Weight, headSize: number): Weight {
  const rows = shape[0]!;
  const width = data.length / rows;
  const half = headSize / 2;
  const ordered = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    const inHead = row % headSize;
    const target = row - inHead + (inHead % 2) * half + (inHead >> 1);
    ordered.set(data.subarray(row * width, (row + 1) * width), target * width);
  }
  return { shape, data: ordered };
}
