/**
 * What the commands of certification read: trust list, directory, keys, the log, signed objects from files.
 *
 * Room     cli (floor 7).
 */
import { dirname, join, resolve } from 'node:path';
import { parseJson } from '../../contract/json.js';
import { EgifError } from '../../errors.js';
import { type Directory, type EvidenceManifest, isDocument, readBounded, type Report } from '../../index/files.js';
import type { Authority, AuthorityOptions, AuthorityState, CertificateRecord, Opened, Trouble, TrustContext } from '../../index/certification.js';
import type { LogWriter, Publication } from '../../index/log.js';
import type { OpenedPack } from '../../index/seals.js';
import type { Context } from '../command.js';
import { openTrustFile } from '../trust/trust-file.js';
import { places } from '../places.js';
import { neededBy, wordNeeded } from '../needed.js';

export const certification = () => import('../../index/certification.js');
const maxBytes = 256 * 1024 * 1024;

/** What a nation names, for whoever has not to type it. */
const ofNation = neededBy('cert', (option) => ({
  en: `give it, or --nation nation.yaml, which names the ${option}`,
  fa: `آن را بدهید، یا --nation nation.yaml را که ${option} را نام می‌برد`,
}));

export const needed = neededBy('cert');

export const octetsOf = (file: string, { world }: Context): Promise<Buffer> => readBounded(resolve(world.directory, file), maxBytes);

/** People write the id without its head, as the file of the bundle does. */
export const fullId = (id: string): string => (/^[A-Z]{2}-\d/.test(id) ? `urn:egif:cert:${id}` : id);

/** The certificate of that id. Error: UNKNOWN_ID. */
export function recordNamed(id: string, { certificates }: Pick<AuthorityState, 'certificates'>): CertificateRecord {
  const found = certificates.get(fullId(id));
  if (found !== undefined) return found;
  throw new EgifError('UNKNOWN_ID', `there is no certificate ${id.slice(0, 60)}`, { mend: 'egif cert list shows them' });
}

/** The certificate that an act of `egif cert` names first. Error: USAGE. */
export const certificateNamed = ({ _: [act = '', id] }: { readonly _: readonly string[] }): string =>
  wordNeeded(id, `cert ${act}`, { en: 'the id of a certificate', fa: 'شناسهٔ یک گواهی' });

/** A refusal where a command cannot go on without what was refused. */
export function inputRefused(file: string, { code, detail }: Trouble): EgifError {
  return new EgifError('ACT_REFUSED', `${file}: ${code}: ${detail}`, { file, mend: `egif explain ${code}` });
}

/** What is believed: of a freshness pack with its revocation lists and its directory. Errors: USAGE, FILE_*, TRUST_REFUSED. */
export async function trustOf(file: string | undefined, context: Context): Promise<TrustContext> {
  return (await packOf(file, context)).trust;
}

const packOf = (file: string | undefined, { world }: Context): Promise<OpenedPack> =>
  openTrustFile(resolve(world.directory, ofNation(file, 'trust')), world.now());

/** The payload of an opened object. Errors: ACT_REFUSED. */
export function demandHeld<T>(opened: Opened<T>, file: string): Extract<Opened<T>, { readonly payload: T }> {
  if ('trouble' in opened) throw inputRefused(file, opened.trouble);
  return opened;
}

/** The directory of agencies, from its file or from the pack. Errors: USAGE, FILE_*, TRUST_REFUSED, ACT_REFUSED. */
export async function directoryOf(
  args: { readonly directory?: string | undefined; readonly trust?: string | undefined },
  context: Context,
): Promise<Directory> {
  const { openDirectory } = await certification();
  const { trust, directory } = await packOf(args.trust, context);
  const own = args.directory === undefined ? directory : undefined;
  const name = own === undefined ? ofNation(args.directory, 'directory') : ofNation(args.trust, 'trust');
  const octets = own === undefined ? await octetsOf(name, context) : Buffer.from(own);
  return demandHeld(openDirectory(octets, { trust, at: context.world.now().getTime() }), name).payload;
}

export interface StoreArguments {
  readonly store: string;
  readonly 'issuer-key'?: string | undefined;
  readonly 'status-key'?: string | undefined;
  readonly log?: string | undefined;
  readonly 'log-key'?: string | undefined;
}

/** What the witnesses answered when they were asked last: why something waits. */
export interface WitnessesSaid {
  answers: Publication['answers'];
}

/** The writer, with what its witnesses answer kept. */
const heard = (writer: LogWriter, said: WitnessesSaid): LogWriter => ({
  ...writer,
  async publish(ask) {
    const publication = await writer.publish(ask);
    said.answers = publication.answers;
    return publication;
  },
});

/** Works with the authority of the store; lock, journal and log are closed whatever comes. */
export async function withAuthority<T>(
  args: StoreArguments,
  context: Context,
  work: (authority: Authority, said: WitnessesSaid) => Promise<T>,
): Promise<T> {
  const { authorityLog, loadNoteKey, loadSigner, openAuthority, openLog, readLogConfig, witnessPost } = await certification();
  const { world } = context;
  const at = (path: string): string => resolve(world.directory, path);
  const issuerKey = args['issuer-key'] === undefined ? {} : { issuerKey: await loadSigner(args['issuer-key'], world.directory, world.env) };
  const statusKey = args['status-key'] === undefined ? {} : { statusKey: await loadSigner(args['status-key'], world.directory, world.env) };
  const clock = (): Date => world.now();
  const said: WitnessesSaid = { answers: [] };
  const logKey = async (log: string) =>
    loadNoteKey(ofNation(args['log-key'], 'log-key'), {
      directory: world.directory,
      environment: world.env,
      name: (await readLogConfig(at(log))).origin,
    });
  const writer = args.log === undefined ? undefined : await openLog({ directory: at(args.log), key: await logKey(args.log), clock });
  try {
    const options: AuthorityOptions = {
      directory: at(args.store),
      clock,
      random: (octets) => world.random(octets),
      ...issuerKey,
      ...statusKey,
      ...(writer === undefined ? {} : { log: authorityLog(heard(writer, said), witnessPost()) }),
    };
    const authority = await openAuthority(options);
    try {
      return await work(authority, said);
    } finally {
      await authority.close();
    }
  } finally {
    await writer?.close();
  }
}

/** The evidence beside a signed report. */
export const evidenceBeside = (report: string, { world }: Context): string => join(dirname(resolve(world.directory, report)), 'evidence');

/** How reports are judged again here: by the law and the checks of this harness. */
export async function judgeWays(evidence: string, { world }: Context) {
  const [{ deriveFromRows, recomputeReport }, { loadLaw }, { harnessFacts }] = await Promise.all([
    import('../../index/again.js'),
    import('../../index/law.js'),
    import('../harness-facts.js'),
  ]);
  const law = await loadLaw(places);
  const harness = await harnessFacts(law);
  return {
    derive: (report: Report) => deriveFromRows(report, law),
    recompute: (report: Report) =>
      recomputeReport(report, { directory: evidence, harness, codelists: law.codelists, vocabularies: law.vocabularies, now: () => world.now() }),
    manifest: () => manifestIn(evidence),
  };
}

async function manifestIn(evidence: string): Promise<EvidenceManifest> {
  const file = join(evidence, 'manifest.json');
  const value = parseJson((await readBounded(file, maxBytes)).toString('utf8'))?.value;
  if (isDocument('EvidenceManifest', value)) return value;
  throw new EgifError('EVIDENCE_INVALID', `${file} is no manifest of evidence`, { file, mend: 'name the evidence of the run' });
}

/** Waivers that lie in a pack of evidence. */
export async function waiversIn(evidence: string) {
  const { recordedLaw } = await import('../../index/again.js');
  return (await recordedLaw(evidence)).waivers;
}
