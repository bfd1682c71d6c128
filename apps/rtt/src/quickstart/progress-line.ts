import type { TextOutput } from "../commands/terminal.ts";

/** A share of something long, with the time to go. */
export interface ProgressLine {
  /** Shows a share in [0, 1]: live on a terminal, at every tenth elsewhere. */
  readonly show: (share: number) => void;
  readonly close: () => void;
}

export function progressLine(output: TextOutput, label: string): ProgressLine {
  const started = performance.now();
  let tenths = -1;
  return {
    show: (share) => {
      const live = output.isTTY === true;
      if (!live && Math.floor(share * 10) === tenths) return;
      tenths = Math.floor(share * 10);
      const left = ((performance.now() - started) / 1000) * (1 / Math.max(share, 1e-6) - 1);
      const text = `${label}  ${Math.round(share * 100)} %  ${Math.round(left)} s to go`;
      output.write(live ? `\r\u001B[K${text}` : `${text}\n`);
    },
    close: () => {
      if (output.isTTY === true) output.write("\n");
    },
  };
}
