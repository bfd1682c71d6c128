/** Base of every error this project raises on purpose: one clear sentence, and a literal code. */
export abstract class RttError extends Error {
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** A setting or argument is wrong. `field` is its path, for example `sampling.topP`. */
export class ConfigError extends RttError {
  readonly code = "config";
  readonly field: string;
  constructor(field: string, problem: string, options?: ErrorOptions) {
    super(`${field}: ${problem}`, options);
    this.field = field;
  }
}

/** A data file is wrong. `line` counts from 1; 0 where the file as a whole is meant. */
export class DataError extends RttError {
  readonly code = "data";
  readonly file: string;
  readonly line: number;
  constructor(file: string, line: number, problem: string, options?: ErrorOptions) {
    super(`${file}${line > 0 ? `:${line}` : ""}: ${problem}`, options);
    this.file = file;
    this.line = line;
  }
}

/** Two shapes do not fit. */
export class ShapeError extends RttError {
  readonly code = "shape";
  readonly expected: string;
  readonly actual: string;
  constructor(what: string, expected: string, actual: string, options?: ErrorOptions) {
    super(`${what}: expected ${expected}, got ${actual}`, options);
    this.expected = expected;
    this.actual = actual;
  }
}

/** A number that must be finite is not. */
export class NumericError extends RttError {
  readonly code = "numeric";
  readonly quantity: string;
  readonly step: number;
  readonly value: number;
  constructor(quantity: string, step: number, value: number, options?: ErrorOptions) {
    super(`${quantity} is ${value} at step ${step}`, options);
    this.quantity = quantity;
    this.step = step;
    this.value = value;
  }
}

/** A service answered with an error or not at all. `status` 0: no answer. */
export class RemoteError extends RttError {
  readonly code = "remote";
  readonly service: string;
  readonly status: number;
  constructor(service: string, status: number, problem: string, options?: ErrorOptions) {
    super(`${service}${status > 0 ? ` (${status})` : ""}: ${problem}`, options);
    this.service = service;
    this.status = status;
  }
}
