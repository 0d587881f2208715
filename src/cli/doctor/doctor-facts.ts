/**
 * Gathers the facts of `egif doctor`: what a trust list or freshness pack says of its own end, the lock of the law, the seal, the tools, the folder of evidence.
 *
 * Room     cli (floor 7).
 */
import { X509Certificate } from 'node:crypto';
import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { claimedPayload } from '../../contract/claimed-jws.js';
import { isObject, memberOf } from '../../contract/json.js';
import { EgifError, EgifProblems } from '../../errors.js';
import { isDocument, loadDocument } from '../../index/files.js';
import type { OpenedPack } from '../../index/seals.js';
import type { Context } from '../command.js';
import { type DoctorLine, lifetimeLine, lineBroken, type LineSubject, spaceLine } from './doctor-lines.js';
import { places } from '../places.js';
import { chromiumOf, programOnPath } from '../reports/print-pdf.js';

export interface Clock {
  /** Milliseconds. */
  readonly now: number;
  readonly days: number;
}

/** Lines about the law: rulesets, code lists, profiles against their lock. */
export async function lawLines(): Promise<readonly DoctorLine[]> {
  const { data } = await loadDocument(places.lock).catch(() => ({ data: undefined }));
  if (!isDocument('Lock', data)) return [lineBroken.unlocked(places.lock)];
  const [{ lawLock, loadLaw, verifyLock }, { packageVersion }] = await Promise.all([import('../../index/law.js'), import('../version.js')]);
  try {
    const present = lawLock(await loadLaw(places), await packageVersion());
    verifyLock(data, present);
    const count = present.profiles.length + present.rulesets.length + present.codelists.length;
    return [{ subject: 'law', state: 'ok', detail: `${data.tool.name}@${data.tool.version}: ${count}` }];
  } catch (error) {
    if (error instanceof EgifProblems) return error.problems.map(({ message }) => lineBroken.law(message));
    if (error instanceof EgifError) return [lineBroken.law(error.message)];
    throw error;
  }
}

interface Dated {
  readonly subject: LineSubject;
  readonly name: string;
  readonly text: string;
  readonly members: readonly [from: string, until: string];
}

function datedLine({ subject, name, text, members: [from, until] }: Dated, { now, days }: Clock): DoctorLine {
  // Unverified: only its own dates are read, and those of a forged one would only warn too early or too late.
  const payload = claimedPayload(text);
  const [start, end] = [memberOf(payload, from), memberOf(payload, until)].map((value) =>
    typeof value === 'string' ? Date.parse(value) : Number.NaN,
  );
  if (start === undefined || end === undefined || Number.isNaN(start) || Number.isNaN(end)) return lineBroken.part(subject, name);
  return lifetimeLine({ subject, name, from: start, until: end }, now, days);
}

/** Lines about a trust list that is believed, and what came with it. */
export async function trustLines({ trust, statusLists, directory }: OpenedPack, clock: Clock): Promise<readonly DoctorLine[]> {
  const { parseRevocationList } = await import('../../index/seals.js');
  const { id, version, issued, expires } = trust.list;
  return [
    lifetimeLine({ subject: 'trust-list', name: `${id} ${version}`, from: Date.parse(issued), until: Date.parse(expires) }, clock.now, clock.days),
    ...(directory === undefined
      ? []
      : [datedLine({ subject: 'directory', name: 'directory', text: directory, members: ['issued', 'expires'] }, clock)]),
    ...statusLists.map(({ url, credential }) =>
      datedLine({ subject: 'status-list', name: url, text: credential, members: ['validFrom', 'validUntil'] }, clock),
    ),
    ...trust.crls.map((der, at) => {
      const { thisUpdate, nextUpdate } = parseRevocationList(der);
      return lifetimeLine({ subject: 'revocation-list', name: `CRL ${at + 1}`, from: thisUpdate, until: nextUpdate }, clock.now, clock.days);
    }),
  ];
}

/** The latest instant that what is at hand was signed at. */
export function latestOf(pack: OpenedPack | undefined, state: unknown): number | undefined {
  const issued = [
    memberOf(state, 'latest'),
    pack?.trust.list.issued,
    ...(pack?.statusLists ?? []).map(({ credential }) => memberOf(claimedPayload(credential), 'validFrom')),
  ];
  const known = issued.map((text) => (typeof text === 'string' ? Date.parse(text) : Number.NaN)).filter((at) => !Number.isNaN(at));
  const witnessed = pack?.checkpoint?.firstWitnessTime;
  const all = [...known, ...(witnessed === undefined ? [] : [witnessed])];
  return all.length === 0 ? undefined : Math.max(...all);
}

/** Lines about a key: it can be used, its certificates last; of a token also the program that talks to it. */
export async function sealLines(uri: string, { now, days }: Clock, { world }: Context): Promise<readonly DoctorLine[]> {
  const tool = uri.startsWith('pkcs11:') ? await programOnPath(['pkcs11-tool'], world.env) : '';
  if (tool === undefined) return [lineBroken.tokenTool('pkcs11-tool')];
  const told: readonly DoctorLine[] = tool === '' ? [] : [{ subject: 'token-tool', state: 'ok', detail: tool }];
  const { loadSigner } = await import('../../index/seals.js');
  try {
    const { chain } = await loadSigner(uri, world.directory, world.env);
    const certificates = chain.map((der) => new X509Certificate(der));
    return [
      ...told,
      ...certificates.map(({ subject, validFrom, validTo }) => {
        const name = subject.split('\n').at(-1) ?? 'certificate';
        return lifetimeLine({ subject: 'seal', name, from: Date.parse(validFrom), until: Date.parse(validTo) }, now, days);
      }),
    ];
  } catch (error) {
    if (!(error instanceof EgifError)) throw error;
    return [...told, lineBroken.seal(`${error.code}: ${error.message}`)];
  }
}

/** The line about the browser that prints PDF. */
export async function browserLine({ world }: Context): Promise<DoctorLine> {
  const program = await chromiumOf(world.env);
  return program === undefined ? lineBroken.browser('chromium') : { subject: 'browser', state: 'ok', detail: program };
}

/** The line about the folder of evidence, or the nearest one above it that is there. */
export async function folderLine(folder: string, { world }: Context): Promise<DoctorLine> {
  let at = resolve(world.directory, folder);
  for (;;) {
    const found = await stat(at).catch(() => undefined);
    if (found !== undefined || dirname(at) === at) break;
    at = dirname(at);
  }
  const isWritable = await access(at, constants.W_OK).then(
    () => true,
    () => false,
  );
  const { bavail, bsize } = await statfs(at);
  return spaceLine(at, isWritable ? bavail * bsize : undefined);
}

/** A file of what was seen, if it is one. */
export const isState = (value: unknown): boolean => isObject(value) && value['egif'] === 'trust-state/v1';
