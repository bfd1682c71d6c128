#!/usr/bin/env node
import { runProgram } from "./commands/run-program.ts";

process.exitCode = await runProgram(process.argv.slice(2), process.stdout, process.stderr);
