import type { Tracker } from "@rtt/core";

/** Options of `consoleTracker`. */
export interface ConsoleTrackerOptions {
  /** Where the lines go: one live line where it is a terminal, a line a step elsewhere. */
  readonly output: { readonly isTTY?: boolean; write(text: string): unknown };
  /** Steps of the run, for the time to go. */
  readonly steps: number;
  /** Begins every line, for example the arm's name; default none. */
  readonly label?: string;
  /** Milliseconds; default the system's. */
  readonly now?: () => number;
}

/** Shows step, reward, satisfaction rates, speed and time to go. For a quiet run leave it out. */
export function consoleTracker({
  output,
  steps,
  label,
  now = () => performance.now(),
}: ConsoleTrackerOptions): Tracker {
  const started = now();
  let logged = 0;
  let shown = false;
  return {
    log(step, values) {
      logged++;
      const secondsPerStep = (now() - started) / 1000 / logged;
      const line = [
        ...(label === undefined ? [] : [label]),
        `step ${step}/${steps}`,
        number("reward", values["reward"]),
        number("csr", values["rubrics/csr"]),
        number("aon", values["rubrics/aon"]),
        `${secondsPerStep.toFixed(secondsPerStep < 10 ? 2 : 0)} s/step`,
        `${duration(secondsPerStep * (steps - step))} to go`,
      ].join("  ");
      output.write(output.isTTY === true ? `\r\u001B[K${line}` : `${line}\n`);
      shown = true;
    },
    close: async () => {
      if (shown && output.isTTY === true) output.write("\n");
    },
  };
}

function number(name: string, value: number | undefined): string {
  return `${name} ${value === undefined ? "-" : value.toFixed(3)}`;
}

function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
