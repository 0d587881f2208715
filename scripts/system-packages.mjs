/** System packages that tests use as independent oracles: installed where that is allowed (root or sudo on Debian), never assumed. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const needed = [
  { package: 'openssl', program: '/usr/bin/openssl' },
  { package: 'softhsm2', program: '/usr/bin/softhsm2-util' },
  { package: 'opensc', program: '/usr/bin/pkcs11-tool' },
  { package: 'jq', program: '/usr/bin/jq' },
  { package: 'chromium', program: '/usr/bin/chromium' },
  { package: 'qpdf', program: '/usr/bin/qpdf' },
  { package: 'poppler-utils', program: '/usr/bin/pdftoppm' },
];

const ran = (command, args) => spawnSync(command, args, { stdio: ['ignore', 'ignore', 'ignore'] }).status === 0;

export function installSystemPackages() {
  const missing = needed.filter(({ program }) => !existsSync(program)).map((entry) => entry.package);
  if (missing.length === 0) return;
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const [command, ...prefix] = [...asRoot, 'apt-get'];
  process.stderr.write(`installing system packages for the tests: ${missing.join(', ')}\n`);
  ran(command, [...prefix, 'update', '-q']);
  if (!ran(command, [...prefix, 'install', '-y', '-q', '--no-install-recommends', ...missing])) {
    process.stderr.write(`could not install ${missing.join(', ')}; the tests that need them will fail and name them\n`);
  }
}
