/** Receives the numbers of a run. */
export interface Tracker {
  /** Scalars of one step, by metric name. */
  log(step: number, values: Readonly<Record<string, number>>): void;
  close(): Promise<void>;
}
