/**
 * The consumer agency: the sample agency with one transaction in which it asks a base registry, as an extension of the sample agency.
 *
 * Room     dev (floor 6).
 */
import { randomUUID } from 'node:crypto';
import type { Service, Statement } from '../../contract/documents.js';
import { EgifError } from '../../errors.js';
import { startAgency, type AgencyOptions, type RunningAgency } from '../agency.js';
import { jsonAnswer, withHeader, type AgencyRequest, type Answer } from '../exchange.js';
import { added, freePort, operationText, type ExtensionMaker } from '../extension.js';
import { consumerFaults } from '../faults/consumer.js';
import { loopback } from '../listen.js';
import { ocspResponse } from '../ocsp.js';
import type { Pki, ServerCertificateKind } from '../pki.js';
import { instant, registrySource } from '../records.js';
import { page } from '../operations.js';
import type { OperationWorld } from '../registry-state.js';
import { soundClientManners, type ClientManners, type ConsumerFault } from './manners.js';
import { openRegistryClient, type RegistryClient } from './registry-client.js';

const registryPath = '/registry/v1';
const transactionPath = '/verifications';
const personPath = '/persons/7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1a93';
const registrationPath = '/registrations';
const exampleId = '7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1a94';

/** The consumer faults of these names. Error: FAULT_UNKNOWN. */
export function findConsumerFaults(names: readonly string[]): readonly ConsumerFault[] {
  return names.map((name) => {
    const fault = consumerFaults.find((candidate) => candidate.name === name);
    if (fault === undefined)
      throw new EgifError('FAULT_UNKNOWN', `there is no fault ${name}`, { mend: 'see the names with egif dev agency --kind consumer --list-faults' });
    return fault;
  });
}

/** Certificates of the listener by what is wrong with them, and the kind of the test PKI that shows it. */
const certificates = { valid: 'valid', expired: 'expired', 'wrong-host': 'wrong-host', untrusted: 'foreign-root' } as const satisfies Readonly<
  Record<string, ServerCertificateKind>
>;
const pairOf = (name: string) => ({ cert: `file:listener/${name}.pem`, key: `file:listener/${name}.key.pem` });

const stapleFile = 'listener/revoked.ocsp';
/** The issuer's word that the certificate of the listener is revoked, in base64. */
const staple = (pki: Pki, now: Date): string =>
  ocspResponse({ leaf: pki.serverOf('valid'), issuer: pki.intermediate, status: 'revoked', now }).toString('base64');

const source = { serviceId: '99990010001', agencyId: '99999000014', title: 'مرجع پایهٔ اشخاص' };
const tail = { asOf: '2026-06-01T08:00:00Z', source, recordVersion: 1 };
const tailSchema = {
  asOf: { type: 'string', format: 'date-time', maxLength: 40, description: 'زمان اعتبار داده', 'x-egif-data-class': 'public' },
  source: { $ref: '#/components/schemas/RegistrySource' },
  recordVersion: { type: 'integer', format: 'int32', minimum: 1, maximum: 1_000_000, description: 'نسخهٔ رکورد', 'x-egif-data-class': 'public' },
};

const text = (description: string, maxLength: number) => ({ type: 'string', minLength: 1, maxLength, description, 'x-egif-data-class': 'internal' });

function schemasText(): string {
  const schemas = {
    VerificationOrder: {
      type: 'object',
      additionalProperties: false,
      description: 'سفارش راستی‌آزمایی',
      required: ['requestNote'],
      properties: { requestNote: { ...text('یادداشت', 100), pattern: '^[^\\u0000-\\u001f]*$' } },
    },
    Verification: {
      type: 'object',
      description: 'نتیجهٔ راستی‌آزمایی',
      required: ['id', 'outcome', 'asOf', 'source', 'recordVersion'],
      properties: {
        id: { type: 'string', format: 'uuid', maxLength: 36, description: 'شناسه', 'x-egif-data-class': 'internal' },
        outcome: text('نتیجه', 40),
        ...tailSchema,
      },
    },
    NoticeList: {
      type: 'object',
      description: 'صفحه‌ای از هشدارهای ثبت‌شده، تازه‌ترین نخست',
      required: ['items', 'total', 'asOf', 'source'],
      properties: {
        items: { type: 'array', maxItems: 100, description: 'هشدارها', 'x-egif-data-class': 'internal', items: { ...text('هشدار', 200) } },
        total: {
          type: 'integer',
          format: 'int32',
          minimum: 0,
          maximum: 1_000_000,
          description: 'تعداد همهٔ هشدارها',
          'x-egif-data-class': 'internal',
        },
        nextCursor: { ...text('نشانگر صفحهٔ بعد', 200), pattern: '^[A-Za-z0-9_-]+$' },
        asOf: tailSchema.asOf,
        source: tailSchema.source,
      },
    },
  };
  return Object.entries(schemas)
    .map(([name, schema]) => `    ${name}: ${JSON.stringify(schema)}\n`)
    .join('');
}

function pathsText(): string {
  const verify = operationText({
    method: 'post',
    id: 'createVerification',
    summary: 'راستی‌آزمایی',
    description: 'یک تراکنش کاری با استعلام از مرجع پایه انجام می‌دهد.',
    parameters: ['IdempotencyKey'],
    body: { schema: 'VerificationOrder', example: { requestNote: 'آزمون' } },
    success: { status: 200, schema: 'Verification', example: { id: exampleId, outcome: 'verified', ...tail } },
  });
  const notices = operationText({
    method: 'get',
    id: 'listNotices',
    summary: 'هشدارها',
    description: 'هشدارهایی را که دستگاه ثبت کرده است برمی‌گرداند، تازه‌ترین نخست.',
    parameters: ['Limit', 'Cursor'],
    success: { status: 200, schema: 'NoticeList', example: { items: [], total: 0, asOf: tail.asOf, source } },
  });
  return `  ${transactionPath}:\n${verify}  /notices:\n${notices}`;
}

const personMembers = ['legalStatus', 'givenName', 'note'] as const;

/** What the provider answers in the transaction. */
const answers: NonNullable<NonNullable<Service['listeners']>['registry']>['answers'] = [
  {
    method: 'GET',
    path: personPath,
    body: { id: exampleId, legalStatus: 'alive', givenName: 'نمونه', note: 'بی‌نکته', asOf: tail.asOf },
    optional: ['note'],
  },
  { method: 'POST', path: registrationPath, status: 201, body: { id: exampleId, registrationStatus: 'registered' } },
];

/** The transaction: whether both requests were answered well. */
async function transact(client: RegistryClient): Promise<boolean> {
  const person = await client.ask('GET', personPath, { members: personMembers });
  if (person === undefined) return false;
  const registered = await client.ask('POST', registrationPath, {
    members: ['registrationStatus'],
    body: { verified: person['legalStatus'] === 'alive' },
  });
  return registered !== undefined;
}

/** 503 (RFC 9457): the citizen may come back with the trace. */
function failed(answer: Answer, manners: ClientManners): Answer {
  const problem = {
    type: 'about:blank',
    title: 'مرجع پایه در دسترس نیست',
    status: 503,
    detail: 'درخواست نگه داشته شد؛ با همین شناسه دوباره پیگیری کنید',
    ...(manners.namesTrace ? { instance: `urn:uuid:${randomUUID()}` } : {}),
  };
  const own = jsonAnswer(503, problem, 'application/problem+json');
  return { ...withHeader(answer, 'Content-Type', 'application/problem+json'), status: 503, body: own.body ?? new Uint8Array() };
}

const statementBend =
  (url: string) =>
  (statement: Statement): Statement => ({
    ...statement,
    services: statement.services.map((service) => ({
      ...service,
      role: 'consumer' as const,
      listeners: {
        ...service.listeners,
        registry: {
          url,
          certificates: {
            valid: pairOf('valid'),
            expired: pairOf('expired'),
            'wrong-host': pairOf('wrong-host'),
            untrusted: pairOf('untrusted'),
            revoked: { ...pairOf('valid'), staple: stapleFile },
          },
          answers,
          trigger: 'createVerification',
          retryAfterSeconds: 1,
          notices: 'listNotices',
        },
      },
      testData: {
        ...service.testData,
        bindings: {
          ...service.testData?.bindings,
          createVerification: [{ body: { requestNote: 'آزمون' }, expect: { status: 200 } }],
          listNotices: [{}],
        },
      },
    })),
  });

/** Starts the consumer agency on the loopback address. Errors: FAULT_UNKNOWN, FILE_NOT_WRITABLE, USAGE (the port is taken). */
export async function startConsumerAgency(options: AgencyOptions): Promise<RunningAgency> {
  const faults = findConsumerFaults(options.faults ?? []);
  const manners: ClientManners = Object.assign({}, soundClientManners, ...faults.map((fault) => fault.manners ?? {}));
  const port = await freePort();
  const url = `https://${loopback}:${port}${registryPath}`;
  const extend: ExtensionMaker = ({ pki, clock }) => {
    const notices: string[] = [];
    const client = openRegistryClient({ url, root: pki.root.certificatePem, manners, clock, notices });
    const finish = async (answer: Answer, request: AgencyRequest): Promise<Answer> => {
      if (request.method !== 'POST' || !request.path.endsWith(transactionPath) || answer.status !== 200) return answer;
      return (await transact(client)) ? answer : failed(answer, manners);
    };
    const base = (world: OperationWorld) => ({ asOf: instant(world.now), source: registrySource(world.serviceId) });
    return {
      hooks: { contract: added(pathsText(), schemasText()), statement: statementBend(url) },
      handlers: new Map([
        [
          'createVerification',
          (world: OperationWorld) => jsonAnswer(200, { id: randomUUID(), outcome: 'verified', ...base(world), recordVersion: 1 }),
        ],
        ['listNotices', (world: OperationWorld) => page(world, notices.toReversed())],
      ]),
      files: [
        { name: stapleFile, text: staple(pki, clock()) },
        ...Object.entries(certificates).flatMap(([name, kind]) => {
          const pair = pki.serverOf(kind);
          return [
            { name: `listener/${name}.pem`, text: pair.chainPem },
            { name: `listener/${name}.key.pem`, text: pair.privateKeyPem, secret: true } as const,
          ];
        }),
      ],
      finish,
      close: () => undefined,
    };
  };
  return startAgency({ ...options, faults: [], extend, extraHooks: faults.map(({ hooks }) => hooks) });
}
