/** Adds up the time spent in each named phase of a step, in seconds. */
export class PhaseClock {
  readonly #seconds = new Map<string, number>();
  readonly #started = performance.now();

  async time<Result>(phase: string, action: () => Result | Promise<Result>): Promise<Result> {
    const started = performance.now();
    const result = await action();
    this.#seconds.set(phase, this.seconds(phase) + (performance.now() - started) / 1000);
    return result;
  }

  seconds(phase: string): number {
    return this.#seconds.get(phase) ?? 0;
  }

  /** `time/<phase>` of each phase and `time/step`, since the clock was made. */
  metrics(): Record<string, number> {
    const phases = [...this.#seconds].map(([phase, seconds]) => [`time/${phase}`, seconds]);
    return {
      ...Object.fromEntries(phases),
      "time/step": (performance.now() - this.#started) / 1000,
    };
  }
}
