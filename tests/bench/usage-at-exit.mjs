/** Preloaded into a measured Node process: at its end it writes the processor time and the peak memory it used. */
import { readFileSync, writeFileSync } from 'node:fs';

const usageFile = process.env.ROWCAST_BENCH_USAGE;
if (usageFile !== undefined) process.on('exit', () => writeFileSync(usageFile, JSON.stringify(usage())));

function usage() {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakBytes: peakOnLinux() ?? maxRSS * 1024 };
}

/** Linux keeps in maxRSS what the process had been before exec, that is, its parent; VmHWM starts anew. */
function peakOnLinux() {
  if (process.platform !== 'linux') return undefined;
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
