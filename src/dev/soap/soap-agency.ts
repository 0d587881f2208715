/**
 * The loopback sample SOAP agency: the person inquiry of the fixtures as a running service with its statement, and faults by name.
 *
 * Room     dev (floor 6).
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { isDocument } from '../../contract/validate.js';
import type { Statement } from '../../contract/documents.js';
import { writeWhole } from '../../contract/write-whole.js';
import { EgifError } from '../../errors.js';
import type { RunningAgency } from '../agency.js';
import type { TextPatch } from '../faults/fault.js';
import { soapFaults } from '../faults/soap.js';
import { listenTls, loopback, listenCleartext } from '../listen.js';
import { createPki, type Pki } from '../pki.js';
import { type SoapAgencyFault, soundManners } from './manners.js';
import { createSoapService, soapPaths } from './soap-service.js';

export interface SoapAgencyOptions {
  readonly port?: number;
  readonly faults?: readonly string[];
  readonly clock?: () => Date;
  readonly pki?: Pki;
  readonly directory: string;
  readonly statementName?: string;
}

const source = fileURLToPath(new URL('../../../../fixtures/agencies/person-inquiry-soap/', import.meta.url));
const schemas = ['types/messages.xsd', 'types/codes.xsd', 'types/problem.xsd'] as const;
const wsdl = 'person-inquiry.wsdl';
const rootFile = 'pki/root-ca.pem';
const keyFile = 'secrets/consumer.key.pem';
const certificateFile = 'secrets/consumer.pem';
const maxBodyBytes = 262_144;
const yearMs = 365 * 86_400_000;

/** The SOAP faults of these names. Error: FAULT_UNKNOWN. */
export function findSoapFaults(names: readonly string[]): readonly SoapAgencyFault[] {
  return names.map((name) => {
    const fault = soapFaults.find((candidate) => candidate.name === name);
    if (fault === undefined)
      throw new EgifError('FAULT_UNKNOWN', `there is no fault ${name}`, { mend: 'see the names with egif dev agency --kind soap --list-faults' });
    return fault;
  });
}

function patched(text: string, patches: readonly TextPatch[]): string {
  return patches.reduce((current, { find, put }) => {
    if (!current.includes(find)) throw new EgifError('INTERNAL', `a fault's patch finds nothing to replace: ${find.slice(0, 80)}`);
    return current.replaceAll(find, () => put);
  }, text);
}

/** The statement of the fixture for a service that runs here, with data for every operation. */
async function statementFor(origin: string, plainHttpPort: number, now: Date): Promise<Statement> {
  const statement: unknown = parse(await readFile(path.join(source, 'agency.yaml'), 'utf8'));
  if (!isDocument('Statement', statement)) throw new EgifError('INTERNAL', 'the statement of the sample is none');
  const validTo = new Date(now.getTime() + yearMs).toISOString().replace(/\.\d+Z$/, 'Z');
  const all = { S1: true, S2: true, S3: true, S4: true, S5: false };
  const baseUrl = `${origin}${soapPaths['1.1']}`;
  return {
    ...statement,
    services: statement.services.map((service) => ({
      ...service,
      contracts: (service.contracts ?? []).map((contract) => ({ ...contract, url: `${baseUrl}?wsdl` })),
      environments: [{ id: 'local', kind: 'local', baseUrl, network: ['127.0.0.0/8'], plainHttpPort, anchors: [rootFile] }],
      credentials: { identities: { consumer: { kind: 'wss_x509', key: `file:${keyFile}`, cert: `file:${certificateFile}` } } },
      testData: {
        population: 'sample-inquiry@1',
        bindings: {
          readPerson: [{ body: { nationalCode: '9990000018', birthDate: '1991-03-21' } }],
          readLegalPerson: [{ body: { legalPersonId: '99999000029' } }],
          readExtract: [{ body: { legalPersonId: '99999000029' } }],
          submitCorrection: [{ body: { nationalCode: '9990000018', note: 'نام پدر' } }],
          echo: [{ body: { token: 'egif-echo' } }],
        },
      },
      consents: { local: all, negative: true, inventory: true, load: false, validTo },
      limits: { maxRps: 200, maxConcurrent: 8, maxRequests: 5_000, timeoutMs: 10_000, maxResponseBytes: 5_242_880, stopOn: { consecutive5xx: 500 } },
    })),
  };
}

/** Starts the agency on the loopback address and writes its statement. Errors: FAULT_UNKNOWN, FILE_NOT_WRITABLE, USAGE (the port is taken). */
export async function startSoapAgency(options: SoapAgencyOptions): Promise<Omit<RunningAgency, 'stateDigest' | 'channelPort'>> {
  const hooks = findSoapFaults(options.faults ?? []).map((fault) => fault.hooks);
  const clock = options.clock ?? (() => new Date());
  const pki = options.pki ?? createPki({ clock });
  const texts = new Map(await Promise.all([wsdl, ...schemas].map(async (name) => [name, await readFile(path.join(source, name), 'utf8')] as const)));
  let respond: ReturnType<typeof createSoapService> | undefined;
  const https = await listenTls({
    port: options.port ?? 0,
    certificate: pki.server,
    maxBodyBytes,
    date: clock,
    respond: (request) => respond?.(request) ?? { status: 503, headers: [['Retry-After', '1']] },
  });
  const origin = `https://${loopback}:${https.port}`;
  const cleartext = await listenCleartext({ port: 0, maxBodyBytes, date: clock, respond: () => ({ status: 403, headers: [] }) });
  const close = async (): Promise<void> => {
    await Promise.all([https.close(), cleartext.close()]);
  };
  try {
    const at = (name: string): string => path.resolve(options.directory, name);
    const own = (texts.get(wsdl) ?? '').replaceAll('address location="https://soap.sample.gov.example', `address location="${origin}`);
    const declared = new Map([...texts, [wsdl, own] as const]);
    const files = new Map(
      [...declared].map(([name, text]) => [name, hooks.reduce((current, { published }) => patched(current, published?.[name] ?? []), text)] as const),
    );
    let count = 0;
    respond = createSoapService({
      origin,
      consumer: pki.signer,
      server: pki.server,
      clock,
      manners: Object.assign({}, soundManners, ...hooks.map(({ manners }) => manners ?? {})),
      hooks,
      files,
      seen: new Set(),
      next: () => (count += 1),
    });
    for (const [name, text] of declared) await writeWhole(at(name), text);
    await writeWhole(at(rootFile), pki.root.certificatePem);
    await writeWhole(at(keyFile), pki.signer.privateKeyPem, 0o600);
    await writeWhole(at(certificateFile), pki.signer.certificatePem, 0o600);
    const statement = at(options.statementName ?? 'agency.yaml');
    await writeWhole(statement, stringify(await statementFor(origin, cleartext.port, clock()), { lineWidth: 0 }));
    return { baseUrl: `${origin}${soapPaths['1.1']}`, port: https.port, plainHttpPort: cleartext.port, statement, close };
  } catch (error) {
    await close();
    throw error;
  }
}
