import type { Verdict } from "@rtt/core";
import { unknown } from "./verdicts.ts";

/** Answer of checks that need sentences or tokens to a view without data. */
export const missingPunkt: Verdict = unknown("missing data: Punkt parameters");

/** Answer of checks that need the language to a view without data. */
export const missingProfiles: Verdict = unknown("missing data: language profiles");
