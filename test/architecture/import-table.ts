/**
 * The import table of the house (docs/floor-plan.md) as data: each room with its floor and the rooms whose files it may import.
 */
export interface Room {
  readonly floor: number;
  readonly imports: readonly string[];
  readonly why: string;
}

export const rooms: Readonly<Record<string, Room>> = {
  cli: { floor: 7, imports: ['index', 'dev', 'locale', 'contract', 'errors'], why: 'commands talk to the house through its only door' },
  registry: { floor: 7, imports: ['index', 'contract', 'locale', 'errors'], why: 'the server is a user of the house like the command line' },
  verifier: { floor: 7, imports: ['attestation', 'contract', 'errors'], why: 'the verifier ships apart: what it judges by is handed in' },
  index: {
    floor: 6,
    imports: [
      'suite',
      'report',
      'certification',
      'profile',
      'subject',
      'evidence',
      'checks',
      'verdict',
      'attestation',
      'eligibility',
      'locale',
      'vocabulary',
      'contract',
      'schemes',
      'errors',
    ],
    why: 'the door re-exports and holds no logic',
  },
  dev: { floor: 6, imports: ['contract', 'schemes', 'errors'], why: 'the sample agency is a subject: it must not know how it is judged' },
  suite: {
    floor: 5,
    imports: ['profile', 'subject', 'evidence', 'checks', 'verdict', 'report', 'contract', 'schemes', 'errors'],
    why: 'the conductor alone knows all stages',
  },
  report: { floor: 4, imports: ['contract', 'locale', 'errors'], why: 'a report knows verdicts, not how they came about' },
  certification: { floor: 4, imports: ['contract', 'attestation', 'errors'], why: 'certificates rest on attested reports' },
  profile: { floor: 3, imports: ['contract', 'errors'], why: 'the law knows neither subject nor evidence' },
  subject: { floor: 3, imports: ['contract', 'schemes', 'errors'], why: 'a statement is read without knowing the law' },
  evidence: { floor: 3, imports: ['contract', 'schemes', 'errors'], why: 'evidence and checks never meet' },
  checks: { floor: 3, imports: ['vocabulary', 'contract', 'schemes', 'errors'], why: 'evidence and checks never meet' },
  verdict: { floor: 3, imports: ['contract', 'errors'], why: 'a verdict knows judgements alone' },
  attestation: { floor: 3, imports: ['contract', 'errors'], why: 'recompute is handed in as a function' },
  eligibility: { floor: 3, imports: ['contract', 'errors'], why: 'a decision knows certificates and policy alone' },
  locale: { floor: 3, imports: ['contract', 'schemes', 'errors'], why: 'words are found by code' },
  vocabulary: { floor: 2, imports: ['schemes', 'errors'], why: 'formats and keywords of the codes, for any validator of JSON Schema' },
  contract: { floor: 2, imports: ['errors'], why: 'the words of the house depend on nothing but errors' },
  schemes: { floor: 1, imports: [], why: 'a code is valid or not, whoever asks' },
  errors: { floor: 1, imports: [], why: 'errors.ts may be imported everywhere and imports nothing' },
};

/** Packages that are imported in one place only, or in one room only. */
export const packagePlaces: Readonly<Record<string, { readonly where: RegExp; readonly why: string }>> = {
  '@stoplight/': {
    where: /^src\/checks\/lint\/(?:spectral-engine\.ts|spectral\/[a-z-]+\.ts)$/,
    why: 'Spectral stays behind its one file and its one folder',
  },
  undici: { where: /^src\/evidence\/http-client\.ts$/, why: 'one file owns HTTP sockets' },
  handlebars: { where: /^src\/report\/[a-z-]+\.ts$/, why: 'one file owns templates' },
  'qrcode-generator': { where: /^src\/report\/qr-code\.ts$/, why: 'one file makes QR codes' },
  yargs: { where: /^src\/cli\//, why: 'argument parsing belongs to the command line' },
  mocha: { where: /^src\/cli\//, why: 'mocha is the reporter face of a run' },
  pkijs: { where: /^src\/dev\//, why: 'pkijs makes test keys; it never validates a chain' },
  asn1js: { where: /^src\/dev\//, why: 'pkijs makes test keys; it never validates a chain' },
  'libxml2-wasm': {
    where: /^src\/(?:evidence\/(?:dataset|soap)|dev\/soap)\//,
    why: 'XML schemas and canonical forms are libxml2’s: of data files, of SOAP messages, and of the sample agency that answers them',
  },
  saxes: {
    where: /^src\/evidence\/(?:dataset\/|document\/read-xml\.ts$)/,
    why: 'XML is read in two places: data files as a stream, contracts whole',
  },
  'csv-parse': { where: /^src\/(?:evidence\/dataset|profile)\//, why: 'tables are read in two places' },
  'openapi-typescript': { where: /^src\/cli\//, why: 'types for developers are made on demand' },
};

/** Node modules that a pure room must not touch. */
export const pureRooms: readonly string[] = ['checks', 'schemes', 'verdict', 'eligibility'];
export const impureModules: readonly string[] = [
  'node:fs',
  'node:fs/promises',
  'node:net',
  'node:tls',
  'node:http',
  'node:https',
  'node:dns',
  'node:child_process',
  'node:timers',
];
