// Loaded with --require into every measured process: on exit it writes what the process used to descriptor 3.
const { readFileSync, writeSync } = require('node:fs');

/** KiB. Linux starts `ru_maxrss` of a program at what its caller held; VmHWM begins anew with the program. */
const mostMemory = () => {
  try {
    return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'latin1'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
};

process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMiB: mostMemory() / 1024 }));
});
