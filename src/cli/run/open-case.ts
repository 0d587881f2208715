/**
 * From the arguments of `run`, `plan` and `preflight --profile` to a prepared case.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import type { Options } from 'yargs';
import { EgifError } from '../../errors.js';
import {
  type CaseContract,
  loadContracts,
  loadPrevious,
  loadSeries,
  loadStatement,
  type PreparedCase,
  prepareCase,
  referencesOf,
  resolveSecret,
  type SelectedSubject,
  selectSubject,
} from '../../index/cases.js';
import type { TypesOutcome } from '../../contract/check.js';
import { suggestion } from '../../contract/nearest.js';
import type { Layer, ResolvedProfile, SafetyClass } from '../../index/files.js';
import { applies, assertRunnable, type Law, loadLaw, loadProfileFile, resolveProfile } from '../../index/law.js';
import type { Arguments } from '../command.js';
import { places } from '../places.js';
import { demandChallenged, demandOpenChoice, readChallenge, type ReadChallenge } from './run-challenge.js';
import { proxyKind } from './run-proxy.js';
import { typesOutcome } from '../contracts/types-outcome.js';
import type { World } from '../world.js';

export const caseOptions = {
  profile: { type: 'string', describe: 'profile id, id@version or file (default: the only one that the statement names)' },
  service: { type: 'string', describe: 'id of the service (default: the only one)' },
  environment: { type: 'string', describe: 'id of the environment (default: the only one)' },
  layer: { type: 'string', describe: 'only these layers, comma-separated; the report is then partial' },
  only: { array: true, type: 'string', describe: 'only these requirements, comma-separated or one by one; the report is then partial' },
  offline: { type: 'boolean', default: false, describe: 'send nothing; the report is then partial' },
  challenge: { type: 'string', describe: 'run under this challenge: its service, profile and seed; the report names it' },
  seed: { type: 'string', describe: 'seed of everything that is chosen at random (default: random, printed in the report)' },
  'max-safety': {
    type: 'string',
    choices: ['S0', 'S1', 'S2', 'S3', 'S4', 'S5'],
    default: 'S4',
    describe: 'highest safety class to send; the statement’s consents still bind',
  },
  'allow-network': {
    type: 'array',
    string: true,
    default: [],
    describe: 'private or loopback range (CIDR) that may be contacted if the statement names it too; may be repeated',
  },
  vantage: { type: 'string', describe: 'where this run looks from: one of the vantages of the environment (internet, exchange)' },
  proxy: {
    type: 'string',
    describe: 'outbound HTTP proxy (http://[user@]host:port) in place of that of the statement; direct: none. HTTP_PROXY is not looked at',
  },
  'proxy-password': { type: 'string', describe: 'where the password of --proxy is to be found: env:NAME or file:PATH' },
  'proxy-names': { type: 'boolean', default: false, describe: 'hand the proxy of --proxy names instead of addresses' },
} as const satisfies Record<string, Options>;

export type CaseArguments = Arguments<typeof caseOptions>;

export interface OpenedCase {
  readonly prepared: PreparedCase;
  readonly law: Law;
}

const layers: readonly Layer[] = ['technical', 'data', 'coding', 'organisational', 'legal'];
const safetyClasses: readonly SafetyClass[] = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5'];

function layersIn(list: string): readonly Layer[] {
  return list.split(',').map((name) => {
    const known = layers.find((layer) => layer === name.trim());
    if (known === undefined) throw new EgifError('USAGE', `there is no layer ${name.trim()}`, { mend: `one of ${layers.join(', ')}` });
    return known;
  });
}

function profileRef(args: CaseArguments, subject: SelectedSubject): string {
  if (args.profile !== undefined) return args.profile;
  const refs = (subject.service.profiles ?? []).map(({ ref }) => ref);
  const [only] = refs;
  if (only !== undefined && refs.length === 1) return only;
  const file = subject.loaded.file;
  const which = refs.length === 0 ? 'no profile' : `several profiles: ${refs.join(', ')}`;
  throw new EgifError('STATEMENT_AMBIGUOUS', `the service names ${which}`, { file, mend: 'name one with --profile' });
}

async function profileOf(args: CaseArguments, subject: SelectedSubject, law: Law, directory: string): Promise<ResolvedProfile> {
  const ref = profileRef(args, subject);
  if (!/\.(ya?ml|json)$/.test(ref)) return resolveProfile(ref, law);
  const own = await loadProfileFile(resolve(directory, ref));
  return resolveProfile(own.ref, { ...law, profiles: [...law.profiles.filter((each) => each.ref !== own.ref), own] });
}

/** The requirements that are chosen; each may name several, as layers may. */
const onlyIn = ({ only }: Pick<CaseArguments, 'only'>): readonly string[] | undefined =>
  only?.flatMap((list) => list.split(',').map((id) => id.trim())).filter((id) => id !== '');

function demandKnown(only: readonly string[] | undefined, profile: ResolvedProfile): void {
  const ids: readonly string[] = profile.requirements.map(({ id }) => id);
  const unknown = (only ?? []).filter((id) => !ids.includes(id));
  const [first] = unknown;
  if (first === undefined) return;
  const lists = `egif profile show ${profile.id} lists them`;
  throw new EgifError('UNKNOWN_ID', `the profile has no requirement ${unknown.map((id) => id.slice(0, 60)).join(', ')}`, {
    mend: unknown.length === 1 ? suggestion(first, ids, lists) : lists,
  });
}

function demandApplicable(profile: ResolvedProfile, prepared: PreparedCase): void {
  const barred = (profile.appliesWhen ?? []).some((predicate) => applies(predicate, prepared.facts) === false);
  if (!barred) return;
  throw new EgifError('PROFILE_NOT_APPLICABLE', `the profile ${profile.id} is not for a service of this kind`, {
    file: prepared.subject.loaded.file,
    mend: 'choose the profile that fits the role, style and kinds of the service',
  });
}

/** Types of the HTTP contract, where something that is judged asks whether they can be made: it takes seconds. */
async function typesOf(profile: ResolvedProfile, contracts: readonly CaseContract[], args: CaseArguments): Promise<TypesOutcome | undefined> {
  const contract = contracts.find(({ ref }) => ref.type === 'openapi');
  const chosen = args.layer === undefined ? undefined : layersIn(args.layer);
  const only = onlyIn(args);
  const asks = profile.requirements.some(
    ({ id, layer, checks }) => checks.includes('document/code-generatable') && (only?.includes(id) ?? true) && (chosen?.includes(layer) ?? true),
  );
  return asks && contract !== undefined ? typesOutcome(contract.document) : undefined;
}

/** Identities of the statement whose secrets can be had now; those whose token must be refused are nobody to call with. */
async function usableIdentities(subject: SelectedSubject, world: World): Promise<readonly string[]> {
  const names: string[] = [];
  for (const [name, identity] of Object.entries(subject.service.credentials?.identities ?? {})) {
    if (identity.state !== undefined) continue;
    const references = referencesOf(identity);
    const usable = await Promise.all(
      references.map(({ reference }) =>
        resolveSecret(reference, { env: world.env, directory: subject.loaded.directory }).then(
          () => true,
          () => false,
        ),
      ),
    );
    if (references.length > 0 && usable.every(Boolean)) names.push(name);
  }
  // A key that signs messages is no credential of a plain call, and plain calls take the first.
  const kindOf = (name: string): string | undefined => subject.service.credentials?.identities?.[name]?.kind;
  const signs = (name: string): boolean => kindOf(name) === 'wss_x509';
  // A key that signs requests stands beside the credential of a call: nobody calls as it.
  return [...names.filter((name) => !signs(name) && kindOf(name) !== 'httpsig'), ...names.filter(signs)];
}

/** The vantage that the operator names. UNKNOWN_ID where the environment has none of that name. */
function vantageIn({ vantage }: CaseArguments, { environment, loaded }: SelectedSubject): { readonly vantage?: string } {
  if (vantage === undefined) return {};
  const known = environment.vantage ?? [];
  if (known.includes(vantage)) return { vantage };
  throw new EgifError('UNKNOWN_ID', `the environment has no vantage "${vantage.slice(0, 100)}"`, {
    file: loaded.file,
    mend:
      known.length === 0 ? 'name the vantages of the environment in the statement' : suggestion(vantage, known, `known here: ${known.join(', ')}`),
  });
}

/** The service of a challenge, else the one that is named. */
function serviceOf({ service }: CaseArguments, challenged: ReadChallenge | undefined): { readonly service?: string } {
  if (challenged !== undefined) return { service: challenged.challenge.service };
  return service === undefined ? {} : { service };
}

function settingsOf(challenged: ReadChallenge | undefined): Pick<PreparedCase['settings'], 'challenge'> {
  if (challenged === undefined) return {};
  const { id, nonce } = challenged.challenge;
  return { challenge: { id, nonce, sha256: challenged.sha256 } };
}

/** What a continued run keeps of its beginning. */
export interface Beginning {
  readonly seed: string;
  readonly startedAt: string;
  readonly identities: readonly string[];
}

/** What a case is opened for. */
export interface Purpose {
  /** What a continued run began with. */
  readonly before?: Beginning;
  /** Whether something is judged, or only planned. */
  readonly judges: boolean;
}

/** Opens a case: statement, service, environment, profile, contracts. Errors: STATEMENT_*, PROFILE_*, DOCUMENT_*, FILE_*, UNKNOWN_ID. */
export async function openCase(args: CaseArguments, world: World, { before, judges }: Purpose): Promise<OpenedCase> {
  const law = await loadLaw(places);
  const challenged = args.challenge === undefined ? undefined : await readChallenge(resolve(world.directory, args.challenge));
  if (challenged !== undefined) demandOpenChoice(args);
  const loaded = await loadStatement(resolve(world.directory, args._[0] ?? ''));
  const subject = selectSubject(loaded, {
    ...serviceOf(args, challenged),
    ...(args.environment === undefined ? {} : { environment: args.environment }),
  });
  const profile =
    challenged === undefined ? await profileOf(args, subject, law, world.directory) : resolveProfile(challenged.challenge.profile.ref, law);
  if (challenged !== undefined) demandChallenged(challenged, { subject, profile });
  assertRunnable(profile, law.profiles);
  const only = onlyIn(args);
  demandKnown(only, profile);
  const contracts: readonly CaseContract[] = await loadContracts(subject);
  const seed = before?.seed ?? challenged?.challenge.seed ?? args.seed ?? Buffer.from(world.random(8)).toString('hex');
  const previousDocuments = await loadPrevious(subject);
  const types = judges ? await typesOf(profile, contracts, args) : undefined;
  const series = await loadSeries(subject);
  const prepared = prepareCase({
    subject,
    profile,
    contracts,
    previousDocuments,
    ...(series === undefined ? {} : { series }),
    codelists: law.codelists,
    vocabularies: law.vocabularies,
    settings: {
      service: subject.service.id,
      environment: subject.environment.id,
      seed,
      startedAt: before?.startedAt ?? world.now().toISOString(),
      identities: before?.identities ?? (args.offline ? [] : await usableIdentities(subject, world)),
      maxSafety: safetyClasses.find((safety) => safety === args['max-safety']) ?? 'S4',
      offline: args.offline,
      ...(args.layer === undefined ? {} : { layers: layersIn(args.layer) }),
      ...(only === undefined ? {} : { only }),
      ...(types === undefined ? {} : { types }),
      ...settingsOf(challenged),
      ...vantageIn(args, subject),
      ...proxyKind(args, subject.environment),
    },
  });
  demandApplicable(profile, prepared);
  return { prepared, law };
}
