import { homedir } from "node:os";
import { join } from "node:path";

/** Where fetched models lie: `rtt/models` in XDG_CACHE_HOME, or in `.cache` of the home folder. */
export function cacheFolder(): string {
  const base = process.env["XDG_CACHE_HOME"];
  return join(base === undefined || base === "" ? join(homedir(), ".cache") : base, "rtt/models");
}
