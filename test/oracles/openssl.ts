/** openssl as a second opinion on chains: does it refuse under its strict rules? */
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuiltChain } from './chain-draft.js';

export const pem = (der: Uint8Array, label = 'CERTIFICATE'): string =>
  `-----BEGIN ${label}-----\n${(
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END ${label}-----\n`;

export interface Answer {
  readonly status: number | null;
  readonly text: string;
}

export function openssl(args: readonly string[], directory: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn('openssl', args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (part) => {
      text += String(part);
    });
    child.stderr.on('data', (part) => {
      text += String(part);
    });
    child.once('error', (cause) => reject(new Error('this test needs the system package openssl', { cause })));
    child.once('close', (status) => resolve({ status, text }));
  });
}

/** What openssl says of a chain; `policy`: the policy that is demanded. */
export async function askOpenssl(
  built: BuiltChain,
  demand: { readonly directory: string; readonly at: Date; readonly policy: string },
): Promise<Answer> {
  const { directory, at, policy } = demand;
  await mkdir(directory, { recursive: true });
  const [leaf = Buffer.alloc(0), ...others] = built.chain;
  await Promise.all([
    writeFile(join(directory, 'root.pem'), pem(built.root)),
    writeFile(join(directory, 'leaf.pem'), pem(leaf)),
    writeFile(join(directory, 'others.pem'), others.map((der) => pem(der)).join('')),
    writeFile(join(directory, 'lists.pem'), built.lists.map((der) => pem(der, 'X509 CRL')).join('')),
  ]);
  const args = [
    'verify',
    '-x509_strict',
    '-auth_level',
    '2',
    '-attime',
    String(at.getTime() / 1000),
    '-no-CApath',
    '-no-CAstore',
    '-CAfile',
    'root.pem',
  ];
  if (others.length > 0) args.push('-untrusted', 'others.pem');
  if (built.base.crl) args.push('-crl_check_all', ...(built.lists.length > 0 ? ['-CRLfile', 'lists.pem'] : []));
  if (built.base.policy) args.push('-policy_check', '-policy', policy, '-explicit_policy');
  return openssl([...args, 'leaf.pem'], directory);
}
