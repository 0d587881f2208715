/**
 * The sample agency's statement and contract, pointed at a server of the test's own.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { Service, Statement } from '../../src/contract/documents.js';
import { statementOf } from '../../src/dev/statement.js';
import { testRoot } from '../evidence/servers.js';

const sampleFile = (name: string): string => fileURLToPath(new URL(`../../../fixtures/agencies/person-registry/${name}`, import.meta.url));
const sampleContract = sampleFile('openapi.yaml');
const workflows = 'workflows.arazzo.yaml';
export const basePath = '/person-registry/v1';
export const serviceId = '99990010001';
/** Looks like nothing else, so that it can be looked for in every file. */
export const secrets = { consumerA: 'zq-consumer-a-SECRET-7f3b91', noScope: 'zq-no-scope-SECRET-52ac08' } as const;

export interface SubjectOptions {
  readonly directory: string;
  /** Where its HTTPS is said to be, such as `https://127.0.0.1:8443`. */
  readonly origin: string;
  readonly plainHttpPort?: number;
  readonly timeoutMs?: number;
  /** Another contract than the sample's; undefined and `contractIsAbsent`: none is written. */
  readonly contract?: string | Uint8Array;
  readonly contractIsAbsent?: boolean;
  readonly root?: string;
  readonly changeService?: (service: Service) => Service;
}

/** Writes statement, contract, trust root and secrets into a folder; gives the path of the statement. */
export async function writeSubject(options: SubjectOptions): Promise<string> {
  const { directory, origin, plainHttpPort = 9, timeoutMs = 400 } = options;
  const statement: Statement = statementOf({
    origin,
    basePath,
    plainHttpPort,
    contractFile: 'contract.yaml',
    rootFile: 'root.pem',
    secretFiles: { consumerA: 'secrets/a', noScope: 'secrets/n' },
    contractDigest: '',
    serviceId,
    now: new Date(),
  });
  const change = options.changeService ?? ((service: Service): Service => service);
  const services = statement.services.map((service) => {
    const { contracts = [], limits, ...rest } = service;
    const undigested = contracts.map(({ digest: _digest, ...contract }) => contract);
    return change({ ...rest, contracts: undigested, limits: { ...limits, timeoutMs } });
  });
  await mkdir(join(directory, 'secrets'), { recursive: true });
  await writeFile(join(directory, 'secrets/a'), secrets.consumerA, { mode: 0o600 });
  await writeFile(join(directory, 'secrets/n'), secrets.noScope, { mode: 0o600 });
  await writeFile(join(directory, 'root.pem'), options.root ?? testRoot);
  await copyFile(sampleFile(workflows), join(directory, workflows));
  if (options.contractIsAbsent !== true) await writeFile(join(directory, 'contract.yaml'), options.contract ?? (await readFile(sampleContract)));
  const file = join(directory, 'agency.yaml');
  await writeFile(file, stringify({ ...statement, services }, { lineWidth: 0 }));
  return file;
}
