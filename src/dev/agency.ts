/**
 * The loopback sample agency: a conformant base registry with its statement, its contract and its own PKI, and faults by name.
 *
 * It is the suite's reference subject: what it does without faults must pass, and each fault must fail exactly what it names.
 *
 * Room     dev (floor 6).
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { sha256 } from '../contract/canonical.js';
import type { Statement } from '../contract/documents.js';
import { EgifError } from '../errors.js';
import { type AgencyExtension, type ExtensionMaker, quietPort } from './extension.js';
import { findFaults } from './faults.js';
import type { Fault, FaultHooks, TextPatch } from './faults/fault.js';
import { listenCleartext, listenTls, loopback, type Listening, type Responder } from './listen.js';
import { ocspResponse } from './ocsp.js';
import { createPki, type Pki } from './pki.js';
import { listenBefore } from './tls-front.js';
import { sampleRegistry } from './records.js';
import { initialState, stateDigestOf, type RegistryState } from './registry-state.js';
import { cleartextAnswer, createService, maxBodyBytes } from './service.js';
import { readServedContract, type ServedContract } from './served-contract.js';
import { allScopes, clientIds } from './client-ids.js';
import { contractFileName, statementOf, workflowFileName, type StatementFacts } from './statement.js';
import { tokenKeyOf } from './json-web-token.js';
import { createTokenService, wrongTokens, type Client, type TokenService, type WrongToken } from './tokens.js';
import { writeWhole } from '../contract/write-whole.js';

export interface AgencyOptions {
  /** Port of HTTPS; absent or 0: a free one. */
  readonly port?: number;
  /** Port of HTTPS that statement and published documents name; absent: that on which it listens. For a proxy that stands before it. */
  readonly publicPort?: number;
  /** Names of faults; see `listFaults`. */
  readonly faults?: readonly string[];
  readonly clock?: () => Date;
  readonly pki?: Pki;
  /** Whether there is a second environment, which the statement names after the first. */
  readonly beside?: boolean;
  /** Where the files that the statement names are written. */
  readonly directory: string;
  /** What another kind of agency adds. */
  readonly extend?: ExtensionMaker;
  /** Bends of faults that only that kind has. */
  readonly extraHooks?: readonly FaultHooks[];
  /** Name of the statement in the directory. Default `agency.yaml`. */
  readonly statementName?: string;
}

export interface RunningAgency {
  /** Without trailing slash. */
  readonly baseUrl: string;
  /** Where HTTPS listens. */
  readonly port: number;
  readonly plainHttpPort: number;
  /** Where the exchange channel listens. */
  readonly channelPort: number;
  /** Absolute path of the statement. */
  readonly statement: string;
  /** `sha256:` over all that a request could have changed: two that are equal show that nothing was. */
  stateDigest(): string;
  close(): Promise<void>;
}

export const basePath = '/person-registry/v1';
const sourceOf = (name: string): string => fileURLToPath(new URL(`../../../fixtures/agencies/person-registry/${name}`, import.meta.url));
const contractSource = sourceOf('openapi.yaml');
const workflowSource = sourceOf(workflowFileName);
const rootFile = 'pki/root-ca.pem';
const secretFiles = { consumerA: 'secrets/consumer-a.secret', noScope: 'secrets/no-scope.secret' } as const;
const pairFiles = {
  consumerA: { cert: 'secrets/consumer-a.pem', key: 'secrets/consumer-a.key.pem' },
  consumerB: { cert: 'secrets/consumer-b.pem', key: 'secrets/consumer-b.key.pem' },
} as const;
const canaryFiles = { cert: 'secrets/canary.pem', key: 'secrets/canary.key.pem' } as const;
const wrongTokenFile = (kind: WrongToken): string => `secrets/${kind}.token`;
const ownerOnly = 0o600;
const minuteMs = 60_000;

/** Replaces every occurrence of each patch. A patch that finds nothing is a defect of ours. */
export function patchText(text: string, patches: readonly TextPatch[]): string {
  return patches.reduce((current, { find, put }) => {
    if (!current.includes(find)) throw new EgifError('INTERNAL', `a fault's patch finds nothing to replace: ${find.slice(0, 80)}`);
    // As a function, so that `$` in a pattern stays what it is.
    return current.replaceAll(find, () => put);
  }, text);
}

interface Prepared {
  readonly hooks: readonly FaultHooks[];
  readonly pki: Pki;
  readonly clock: () => Date;
  readonly contract: ServedContract;
  /** Text of the contract at its URL. */
  readonly publishedText: string;
  readonly clients: readonly Client[];
  readonly extension?: AgencyExtension;
}

/** Hooks of one kind, those that are there. */
function present<K extends keyof FaultHooks>(hooks: readonly FaultHooks[], kind: K): readonly NonNullable<FaultHooks[K]>[] {
  return hooks.map((hook) => hook[kind]).filter((hook): hook is NonNullable<FaultHooks[K]> => hook !== undefined);
}

async function prepare(options: AgencyOptions): Promise<Prepared> {
  const faults: readonly Fault[] = findFaults(options.faults ?? []);
  const clock = options.clock ?? (() => new Date());
  const pki = options.pki ?? createPki({ clock });
  const extension = options.extend?.({ pki, clock });
  const hooks = [...(extension === undefined ? [] : [extension.hooks]), ...faults.map((fault) => fault.hooks), ...(options.extraHooks ?? [])];
  const text = patchText(await readFile(contractSource, 'utf8'), present(hooks, 'contract').flat());
  const secret = (): string => randomBytes(24).toString('base64url');
  return {
    hooks,
    ...(extension === undefined ? {} : { extension }),
    clock,
    pki,
    contract: readServedContract(text),
    publishedText: patchText(text, present(hooks, 'published').flat()),
    clients: [
      { id: clientIds.consumerA, secret: secret(), scopes: allScopes },
      { id: clientIds.consumerB, secret: secret(), scopes: ['registry.read'], certificate: pki.clientOf('consumer-b').certificatePem },
      { id: clientIds.noScope, secret: secret(), scopes: [] },
    ],
  };
}

/** The exchange channel: the same answers for those who show a certificate of the test authority, and for nobody else. */
function openChannel({ hooks, pki, clock }: Prepared, respond: Responder): Promise<Listening> {
  return listenTls({
    port: 0,
    certificate: pki.server,
    tls: Object.assign({ requestCert: true, rejectUnauthorized: true, ca: pki.root.certificatePem }, ...present(hooks, 'channel')),
    maxBodyBytes,
    date: clock,
    respond,
  });
}

/** The environment beside: the same service on a port of its own. */
function openBeside({ hooks, pki, clock }: Prepared, respond: Responder): Promise<Listening> {
  const bends = present(hooks, 'beside');
  return listenTls({
    port: 0,
    certificate: pki.server,
    tls: {},
    maxBodyBytes,
    date: clock,
    respond: async (request) => bends.reduce((current, bend) => bend(current, request), await respond(request)),
  });
}

interface OpenedHttps extends Listening {
  readonly tokens: TokenService;
  readonly state: RegistryState;
  /** Port of the exchange channel. */
  readonly channel: number;
  /** Port of the environment beside, if there is one. */
  readonly beside?: number;
}

async function openHttps(prepared: Prepared, { directory, port = 0, publicPort, beside: wanted = false }: AgencyOptions): Promise<OpenedHttps> {
  const { hooks, contract, pki, clock, extension } = prepared;
  const registry = present(hooks, 'data').reduce((current, bend) => bend(current), sampleRegistry(clock(), contract.serviceId));
  // Its one report was ordered a while ago.
  const state = initialState(registry, new Date(clock().getTime() - minuteMs));
  const [certificate = 'valid'] = present(hooks, 'certificate');
  const aheadSeconds = present(hooks, 'clockAheadSeconds').reduce((sum, seconds) => sum + seconds, 0);
  // The origin is known only once the port is; nothing is answered before.
  let respond: Responder | undefined;
  const bends = present(hooks, 'serverHello');
  const [staple] = present(hooks, 'staple');
  const answer: Responder = (request) => respond?.(request) ?? { status: 503, headers: [['Retry-After', '1']] };
  const own = await listenTls({
    port: bends.length === 0 ? port : 0,
    certificate: pki.serverOf(certificate),
    tls: Object.assign({}, ...present(hooks, 'tls')),
    ...(staple === undefined
      ? {}
      : { staple: ocspResponse({ leaf: pki.serverOf(certificate), issuer: pki.intermediate, status: staple, now: clock() }) }),
    maxBodyBytes,
    date: () => new Date(clock().getTime() + aheadSeconds * 1000),
    respond: answer,
  });
  const listening = bends.length === 0 ? own : await listenBefore(port, own, bends);
  const origin = `https://${loopback}:${publicPort ?? listening.port}`;
  const tokens = createTokenService({
    issuer: origin,
    audience: `${origin}${basePath}`,
    key: tokenKeyOf(pki.signer),
    clients: prepared.clients,
    clock,
  });
  const service = createService({
    contract,
    published: {
      origin,
      basePath,
      contractText: prepared.publishedText,
      contractDocument: contract.document,
      signer: pki.signer,
      registry,
      challengeFolder: path.resolve(directory, 'egif-challenge'),
    },
    state,
    tokens,
    clock,
    hooks,
    ...(extension === undefined ? {} : { handlers: extension.handlers }),
  });
  respond = (request) => extension?.finish?.(service(request), request) ?? service(request);
  const channel = await openChannel(prepared, answer);
  const beside = wanted || present(hooks, 'beside').length > 0 ? await openBeside(prepared, answer) : undefined;
  const close = async (): Promise<void> => {
    extension?.close();
    await Promise.all([listening.close(), channel.close(), beside?.close()]);
  };
  return { port: listening.port, channel: channel.port, ...(beside === undefined ? {} : { beside: beside.port }), close, tokens, state };
}

async function openCleartext(prepared: Prepared, origin: string): Promise<Listening> {
  const bends = present(prepared.hooks, 'cleartext');
  return listenCleartext({
    port: 0,
    maxBodyBytes,
    date: prepared.clock,
    respond: (request) => bends.reduce((answer, bend) => bend(answer, request), cleartextAnswer(request, origin)),
  });
}

/** Writes the statement and every file that it names; gives the statement's path. Error: FILE_NOT_WRITABLE. */
async function writeStatement(
  prepared: Prepared,
  options: AgencyOptions,
  opened: { readonly https: OpenedHttps; readonly cleartext: Listening; readonly origin: string },
): Promise<string> {
  const at = (name: string): string => path.resolve(options.directory, name);
  const facts: StatementFacts = {
    origin: opened.origin,
    // the tokens of this consumer are bound to its certificate (RFC 8705), so that it is the one to show here
    channel: { origin: `https://${loopback}:${opened.https.channel}`, certificate: pairFiles.consumerA.cert, key: pairFiles.consumerA.key },
    ...(opened.https.beside === undefined ? {} : { besideOrigin: `https://${loopback}:${opened.https.beside}` }),
    basePath,
    plainHttpPort: opened.cleartext.port,
    contractFile: contractFileName,
    rootFile,
    secretFiles,
    pairFiles,
    wrongTokenFile,
    canary: { url: `https://${loopback}:${await quietPort()}/canary`, files: canaryFiles },
    contractDigest: sha256(prepared.contract.text),
    serviceId: prepared.contract.serviceId,
    now: prepared.clock(),
  };
  const statement: Statement = present(prepared.hooks, 'statement').reduce((current, bend) => bend(current), statementOf(facts));
  await writeWhole(at(contractFileName), prepared.contract.text);
  await writeWhole(at(workflowFileName), await readFile(workflowSource));
  await writeWhole(at(rootFile), prepared.pki.root.certificatePem);
  for (const files of present(prepared.hooks, 'files')) for (const { name, text } of files(prepared.clock())) await writeWhole(at(name), text);
  for (const name of ['consumerA', 'noScope'] as const) {
    const client = prepared.clients.find(({ id }) => id === clientIds[name]);
    await writeWhole(at(secretFiles[name]), client?.secret ?? '', ownerOnly);
  }
  for (const [name, certificate] of [
    ['consumerA', prepared.pki.clientOf('consumer-a')],
    ['consumerB', prepared.pki.clientOf('consumer-b')],
  ] as const) {
    await writeWhole(at(pairFiles[name].cert), certificate.chainPem);
    await writeWhole(at(pairFiles[name].key), certificate.privateKeyPem, ownerOnly);
  }
  const canary = prepared.pki.serverOf('valid');
  await writeWhole(at(canaryFiles.cert), canary.chainPem);
  await writeWhole(at(canaryFiles.key), canary.privateKeyPem, ownerOnly);
  for (const { name, text, secret } of prepared.extension?.files ?? []) await writeWhole(at(name), text, secret === true ? ownerOnly : undefined);
  for (const kind of wrongTokens) await writeWhole(at(wrongTokenFile(kind)), opened.https.tokens.wrongToken(clientIds.consumerA, kind), ownerOnly);
  const file = at(options.statementName ?? 'agency.yaml');
  await writeWhole(file, stringify(statement, { lineWidth: 0 }));
  return file;
}

/**
 * Starts the agency on the loopback address and writes its statement.
 *
 * Errors: FAULT_UNKNOWN, FILE_NOT_WRITABLE, USAGE (the port is taken).
 */
export async function startAgency(options: AgencyOptions): Promise<RunningAgency> {
  const prepared = await prepare(options);
  const https = await openHttps(prepared, options);
  const publicPort = options.publicPort ?? https.port;
  const origin = `https://${loopback}:${publicPort}`;
  const cleartext = await openCleartext(prepared, origin).catch(async (error: unknown) => {
    await https.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await Promise.all([https.close(), cleartext.close()]);
  };
  try {
    const statement = await writeStatement(prepared, options, { https, cleartext, origin });
    return {
      baseUrl: `${origin}${basePath}`,
      port: https.port,
      plainHttpPort: cleartext.port,
      channelPort: https.channel,
      statement,
      stateDigest: () => stateDigestOf(https.state),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
