/**
 * The statement that the sample agency writes about itself: complete, and valid as a Statement.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { Binding, Identity, Service, Statement } from '../contract/documents.js';
import { allScopes, clientIds } from './client-ids.js';
import { problemTypes } from './problems.js';
import { ownedRecords } from './ownership.js';
import { agencyLegalId, instant } from './records.js';
import { wrongTokens, type WrongToken } from './tokens.js';

export interface PairFiles {
  readonly cert: string;
  readonly key: string;
}

export interface StatementFacts {
  readonly origin: string;
  readonly basePath: string;
  readonly plainHttpPort: number;
  /** Where mutual TLS is spoken, if anywhere, and the files of the client certificate and its key. */
  readonly channel?: { readonly origin: string; readonly certificate: string; readonly key: string };
  /** Origin of the environment beside, if there is one. */
  readonly besideOrigin?: string;
  /** File names beside the statement. */
  readonly contractFile: string;
  readonly rootFile: string;
  readonly secretFiles: { readonly consumerA: string; readonly noScope: string };
  /** Client certificates and their keys; absent: consumer B is not stated, and consumer A has none. */
  readonly pairFiles?: Readonly<Record<'consumerA' | 'consumerB', PairFiles>>;
  /** Files of tokens that must be refused; absent: none is stated. */
  wrongTokenFile?(kind: WrongToken): string;
  /** URL of the canary, and the files of its certificate and key; absent: none is stated. */
  readonly canary?: { readonly url: string; readonly files: PairFiles };
  readonly contractDigest: string;
  readonly serviceId: string;
  readonly now: Date;
}

/** File name of the contract beside the statement. */
export const contractFileName = 'person-registry.openapi.yaml';
/** File name of the workflows beside it; they name the contract. */
export const workflowFileName = 'workflows.arazzo.yaml';

type Contacts = NonNullable<Statement['agency']['contacts']>;
type ConsentFlags = NonNullable<NonNullable<Service['consents']>['local']>;

const yearMs = 365 * 86_400_000;
const idOf = (kindAndNumber: string): string => `7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1${kindAndNumber}`;

/** Concrete calls with synthetic data: pages, searches, every record that shows something the others do not. */
const bindings: Readonly<Record<string, Binding[]>> = {
  listPersons: [{ parameters: { limit: 2 } }, {}],
  searchPersons: [{ body: { nationalCode: '9990000018' } }, { body: { nationalCode: '9990000026' } }],
  getPerson: [{ parameters: { id: idOf('a01') } }, { parameters: { id: idOf('a03') } }],
  listLegalPersons: [{ parameters: { limit: 2 } }, {}, { parameters: { legalName: 'شرکت نمونهٔ یکم' } }],
  searchLegalPersons: [{ body: { legalPersonId: '99999000029' } }, { body: { legalPersonId: '99999000048' } }],
  getLegalPerson: [{ parameters: { id: idOf('b01') } }, { parameters: { id: idOf('b03') } }],
  searchAddresses: [{ body: { postalCode: '9999900001' } }, { body: { postalCode: '9999900002' } }],
  getAddress: [{ parameters: { id: idOf('c01') } }, { parameters: { id: idOf('c02') } }],
  listLicences: [{ parameters: { limit: 2 } }, {}, { parameters: { changedSince: '2020-01-01T00:00:00Z' } }],
  getLicence: [{ parameters: { id: idOf('d01') } }, { parameters: { id: idOf('d02') } }],
  createPayment: [
    {
      body: {
        amount: { amount: '1250000', currency: 'IRR' },
        payeeIban: 'IR740990000000000000000001',
        payerLegalPersonId: '99999000029',
        purpose: 'کارمزد صدور مجوز',
      },
      expect: { status: 201 },
    },
  ],
  getPayment: [{ parameters: { id: idOf('e01') } }, { parameters: { id: idOf('e02') } }, { parameters: { id: idOf('e03') } }],
  listRequests: [{ parameters: { limit: 2 } }, {}],
  createRequest: [{ body: { requestText: 'درخواست اصلاح نشانی ثبت‌شده' }, expect: { status: 201 } }],
  getRequest: [{ parameters: { id: idOf('f01') } }, { parameters: { id: idOf('f02') } }],
  replaceRequest: [{ parameters: { id: idOf('f01') }, body: { requestText: 'متن تازهٔ درخواست' }, expect: { status: 200 } }],
  createReport: [{ body: { requestStatus: 'registered' }, expect: { status: 202 } }],
  getReport: [{ parameters: { id: idOf('901') } }, { parameters: { id: idOf('902') } }, { parameters: { id: idOf('903') } }],
  getReportResult: [{ parameters: { id: idOf('901') } }],
  getStatus: [{}],
};

/** What the access decision lets a consumer see of a person. */
const approvedFields = [
  'nationalCode',
  'foreignId',
  'givenName',
  'familyName',
  'fatherName',
  'birthDate',
  'birthDateJalali',
  'gender',
  'vitalStatus',
  'nationalityCountryCode',
] as const;

const contacts: Contacts = {
  serviceOwner: { name: 'دفتر خدمات پایه', email: 'owner@sample.gov.example', phone: '+982199900001' },
  technical: { name: 'مرکز عملیات شبکه', email: 'noc@sample.gov.example', phone: '+982199900002', hours: '24x7' },
  security: { name: 'گروه امداد رایانه‌ای', email: 'csirt@sample.gov.example', phone: '+982199900003' },
  headOfITCentre: { name: 'مرکز توسعهٔ فناوری اطلاعات', email: 'it@sample.gov.example', phone: '+982199900004', appointmentRef: '9999/1' },
};

const upToS4: ConsentFlags = { S1: true, S2: true, S3: true, S4: true, S5: false };

const pairOf = (files: PairFiles | undefined): Pick<Identity, 'cert' | 'key'> =>
  files === undefined ? {} : { cert: `file:${files.cert}`, key: `file:${files.key}` };

/** A client that proves itself by its key, for objects of its own. */
const secondConsumer = (files: PairFiles): Identity => ({
  kind: 'private_key_jwt',
  clientId: clientIds.consumerB,
  scopes: ['registry.read'],
  ...pairOf(files),
});

/** Tokens that must be refused, by what is wrong with them. */
function wrongIdentities(file: StatementFacts['wrongTokenFile']): Readonly<Record<string, Identity>> {
  if (file === undefined) return {};
  return Object.fromEntries(wrongTokens.map((kind) => [`token-${kind}`, { kind: 'bearer', token: `file:${file(kind)}`, state: kind }]));
}

/** The identity that shows a client certificate on the exchange channel. */
function channelIdentity({ channel }: StatementFacts): Readonly<Record<string, Identity>> {
  return channel === undefined ? {} : { channel: { kind: 'mtls', cert: `file:${channel.certificate}`, key: `file:${channel.key}` } };
}

/** The environment beside, where there is one: like the first, with nothing but its HTTPS. */
function besideOf({ besideOrigin, basePath, rootFile }: StatementFacts): Service['environments'] {
  if (besideOrigin === undefined) return [];
  return [{ id: 'beside', kind: 'local', baseUrl: `${besideOrigin}${basePath}`, network: ['127.0.0.0/8'], anchors: [rootFile] }];
}

/** The statement of a running agency; paths are relative to the statement. */
export function statementOf(facts: StatementFacts): Statement {
  const base = `${facts.origin}${facts.basePath}`;
  return {
    egif: 'manifest/v1',
    agency: {
      legalPersonId: agencyLegalId,
      name: { fa: 'سازمان نمونه', en: 'Sample organisation' },
      parent: { legalPersonId: '99999000033', name: { fa: 'وزارت نمونه', en: 'Sample ministry' } },
      domains: ['sample.gov.example'],
      contacts,
    },
    cluster: { code: 'C12', codelist: 'egif:clusters@1393.1' },
    exchange: { route: ['NIX'] },
    services: [
      {
        id: facts.serviceId,
        title: { fa: 'استعلام مرجع پایهٔ اشخاص', en: 'Base registry of persons' },
        role: 'base-registry',
        kinds: ['G2G'],
        style: 'rest',
        dataClass: 'personal',
        criticality: 'high',
        audience: ['agencies'],
        serviceSheet: { url: `${base}/sheet`, approval: '9999/2' },
        pages: [
          { url: `${base}/landing`, role: 'landing' },
          { url: `${base}/form`, role: 'form' },
          { url: `${base}/login`, role: 'login' },
        ],
        signOn: { issuer: facts.origin, redirectUri: `${base}/callback` },
        legalBasis: [{ law: 'قانون نمونه', article: '۱', id: 'law:sample-1' }],
        accessDecisions: [
          { id: 'ACC-SAMPLE-1', purpose: 'identity-verification', fields: [...approvedFields] },
          { id: 'ACC-SAMPLE-2', purpose: 'vital-status', fields: ['givenName', 'familyName', 'fatherName', 'birthDate', 'gender', 'vitalStatus'] },
        ],
        agreements: [{ id: 'SLA-SAMPLE-1', consumer: '99999000029', validTo: instant(new Date(facts.now.getTime() + yearMs)).slice(0, 10) }],
        profiles: [{ ref: 'three-layers', targetTier: 'silver' }],
        contracts: [
          { type: 'openapi', file: facts.contractFile, url: `${base}/openapi.yaml`, digest: facts.contractDigest },
          { type: 'arazzo', file: workflowFileName },
        ],
        environments: [
          {
            id: 'local',
            kind: 'local',
            baseUrl: base,
            network: ['127.0.0.0/8'],
            ...(facts.channel === undefined ? {} : { channel: `${facts.channel.origin}${facts.basePath}` }),
            plainHttpPort: facts.plainHttpPort,
            anchors: [facts.rootFile],
          },
          ...besideOf(facts),
        ],
        sla: {
          availability: 99.5,
          window: '30d',
          latencyP95Ms: 800,
          throughputPerMinutePerConsumer: 60_000,
          maxRequestBytes: 65_536,
          supportHours: '24x7',
          maintenanceNoticeHours: 72,
        },
        statusPath: '/status',
        problemTypes: [...problemTypes],
        credentials: {
          issuer: facts.origin,
          tokenUrl: `${facts.origin}/oauth/token`,
          identities: {
            consumerA: {
              kind: 'client_secret_basic',
              clientId: clientIds.consumerA,
              secret: `file:${facts.secretFiles.consumerA}`,
              scopes: [...allScopes],
              ...pairOf(facts.pairFiles?.consumerA),
            },
            ...(facts.pairFiles === undefined ? {} : { consumerB: secondConsumer(facts.pairFiles.consumerB) }),
            noScope: { kind: 'client_secret_basic', clientId: clientIds.noScope, secret: `file:${facts.secretFiles.noScope}`, scopes: [] },
            ...wrongIdentities(facts.wrongTokenFile),
            ...channelIdentity(facts),
          },
        },
        testData: {
          population: 'sample-registry@1',
          bindings: { ...bindings },
          inputs: { correctRecord: { requestText: 'درخواست اصلاح نشانی ثبت‌شده', newText: 'متن تازهٔ درخواست' } },
          ownedBy: { consumerA: [idOf('e01')], consumerB: Object.keys(ownedRecords) },
          volatile: ['/asOf', '/checkedAt'],
        },
        ...(facts.canary === undefined
          ? {}
          : {
              listeners: {
                canary: { url: facts.canary.url, certificate: { cert: `file:${facts.canary.files.cert}`, key: `file:${facts.canary.files.key}` } },
              },
            }),
        consents: { local: upToS4, negative: true, inventory: true, load: false, validTo: instant(new Date(facts.now.getTime() + yearMs)) },
        limits: {
          maxRps: 200,
          maxConcurrent: 8,
          maxRequests: 20_000,
          timeoutMs: 10_000,
          maxResponseBytes: 5_242_880,
          stopOn: { consecutive5xx: 50 },
        },
      },
    ],
  };
}
