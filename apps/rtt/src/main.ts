#!/usr/bin/env node
import { runProgram } from "./commands/run-program.ts";

process.exitCode = await runProgram(process.argv.slice(2), {
  output: process.stdout,
  errors: process.stderr,
});
