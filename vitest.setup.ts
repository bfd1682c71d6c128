import fc from "fast-check";

// The same cases every time; RTT_PROPERTY_RUNS=1000 for the nightly setting.
fc.configureGlobal({ seed: 2604, numRuns: Number(process.env["RTT_PROPERTY_RUNS"] ?? 100) });
