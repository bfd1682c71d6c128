/** Resident memory of this process, now and at its peak, in units of 1e9 bytes. */
export function memoryMetrics(): Record<string, number> {
  return {
    "memory/rss_gb": process.memoryUsage.rss() / 1e9,
    "memory/peak_rss_gb": (process.resourceUsage().maxRSS * 1024) / 1e9,
  };
}
