import { stripVTControlCharacters } from "node:util";
import { RttError } from "@rtt/core";

const SYSTEM: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "may not be accessed: permission denied",
  EPERM: "may not be accessed: permission denied",
  EROFS: "cannot be written: the file system is read-only",
  ENOSPC: "cannot be written: there is no space left on the device",
  EDQUOT: "cannot be written: the disk quota is used up",
  EISDIR: "is a folder, but a file is needed",
  ENOTDIR: "is not a folder, or a part of its path is not",
  EEXIST: "exists already, and nothing is overwritten",
};

/** One sentence for the user of the command line, without a stack. */
export function failureSentence(error: unknown): string {
  if (error instanceof RttError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, path, name, message } = error as NodeJS.ErrnoException;
  const reason = SYSTEM[code ?? ""];
  if (reason !== undefined) return `${path ?? "a file"}: ${reason}`;
  if (name === "CLIError")
    return `${stripVTControlCharacters(message)}; rtt --help lists what is known`;
  if (name === "AbortError") return "interrupted";
  return `unexpected ${name}: ${message} (run again with --debug for the trace, and please report it)`;
}
