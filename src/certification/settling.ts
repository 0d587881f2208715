/**
 * What follows from the acts of an authority, brought to its end: status lists signed anew, leaves in the log, bundles released. Whatever interrupts it, the next
 * time it goes on where it stopped; nothing is done twice.
 *
 * Order: leaf → checkpoint → witnesses → bundle. While witnesses are awaited there is no bundle.
 * Source   the trust design §4, “Order”.
 * Room     certification (floor 4).
 */
import { join } from 'node:path';
import { bundleMediaType } from '../attestation/certificate/words.js';
import type { Signer } from '../attestation/keys.js';
import { sealCredential } from '../attestation/trust/seal-object.js';
import { emptyBits, encodeBits } from '../attestation/trust/status-list.js';
import { sha256 } from '../contract/canonical.js';
import type { AuthorityAct, AuthorityEvent, CertificateBundle, StapledStatusList, StatusPurpose } from '../contract/documents.js';
import { usualListLength } from './allocation.js';
import { demandIssuer, demandKey } from './authority-demands.js';
import { type AuthorityState, type CertificateRecord, standingOf } from './authority-state.js';
import { listUrl, purposes, statusListOf } from './credential.js';
import { readIfThere, writeDurable } from './log-files.js';
import { writeReceipts } from './receipt.js';

/** The log as the authority needs it. */
export interface AuthorityLog {
  /** Puts leaves on disk; the index of the first. */
  append(leaves: readonly Uint8Array[]): Promise<number>;
  /** Signs and asks the witnesses; what they have not seen yet stays unproved. */
  publish(): Promise<void>;
  /** Text of a proof, once a quorum has seen the leaf. */
  prove(index: number): Promise<string | undefined>;
}

export interface SettlingOptions {
  readonly directory: string;
  readonly clock: () => Date;
  /** Absent: status lists stay as they are until somebody settles with one. */
  readonly statusKey?: Signer;
  /** Absent: bundles carry no proofs, and a trust list that names a log refuses them. */
  readonly log?: AuthorityLog;
  /** How long a status list may be used, in hours (default 168). */
  readonly listHours?: number;
}

/** What is left to do, and why. */
export interface Settled {
  /** Certificates whose bundles stand released. */
  readonly released: readonly string[];
  /** Certificates that wait for witnesses. */
  readonly waiting: readonly string[];
  /** Purposes whose newest list waits for a key or for witnesses. */
  readonly listsWaiting: readonly StatusPurpose[];
}

const dayMs = 86_400_000;

export const bundleFile = (directory: string, id: string): string => join(directory, 'bundles', `${id.split(':').at(-1) ?? id}.egifcert`);
export const listFile = (directory: string, purpose: StatusPurpose): string => join(directory, 'status', `${purpose}.json`);

/** The bits of a purpose as they stand. */
function bitsOf({ certificates, issuer }: AuthorityState, purpose: StatusPurpose): Uint8Array {
  const bits = emptyBits(issuer?.listLength ?? usualListLength);
  for (const { indexes, bits: own } of certificates.values()) {
    const at = indexes[purpose];
    if (own[purpose]) bits[at >> 3] = (bits[at >> 3] ?? 0) | (0x80 >> (at & 7));
  }
  return bits;
}

/** The settling of one authority: `act` writes an act down and applies it to the state. */
export function openSettling(
  state: AuthorityState,
  act: (one: AuthorityAct) => Promise<AuthorityEvent>,
  options: SettlingOptions,
): () => Promise<Settled> {
  const { directory, clock, log, statusKey } = options;
  const signList = async (purpose: StatusPurpose): Promise<void> => {
    const issuer = demandIssuer(state, directory);
    const sequence = (state.lists.get(purpose)?.sequence ?? 0) + 1;
    const at = clock();
    const payload = statusListOf({
      issuer,
      purpose,
      sequence,
      encoded: encodeBits(bitsOf(state, purpose)),
      at: at.getTime(),
      validHours: options.listHours ?? 168,
    });
    const credential = await sealCredential(payload, { signer: demandKey(statusKey, 'status'), at });
    const covers = state.changed.get(purpose) ?? 0;
    await act({
      type: 'status-list-signed',
      subject: listUrl(issuer, purpose),
      body: { purpose, sequence, sha256: sha256(credential), credential, covers },
    });
  };
  const isListDue = (purpose: StatusPurpose): boolean => {
    const list = state.lists.get(purpose);
    if (list === undefined || list.covers < (state.changed.get(purpose) ?? 0)) return true;
    return clock().getTime() - list.at >= dayMs;
  };
  const logLeaves = async (): Promise<void> => {
    if (log === undefined) return;
    const open = [...state.leaves].filter(([seq]) => !state.logged.has(seq));
    if (open.length > 0) {
      const first = await log.append(open.map(([, leaf]) => leaf));
      for (const [offset, [seq]] of open.entries())
        await act({ type: 'leaf-logged', subject: `event:${seq}`, body: { of: seq, index: first + offset } });
    }
    await log.publish();
  };
  const proofOf = async (seq: number): Promise<string | undefined> => {
    const index = state.logged.get(seq);
    return log === undefined || index === undefined ? undefined : log.prove(index);
  };
  /** A list as it is stapled; undefined while witnesses are awaited. */
  const stapled = async (purpose: StatusPurpose): Promise<StapledStatusList | undefined> => {
    const list = state.lists.get(purpose);
    if (list === undefined) return undefined;
    const { url, credential, seq } = list;
    if (log === undefined) return { url, credential };
    const logProof = await proofOf(seq);
    return logProof === undefined ? undefined : { url, credential, logProof };
  };
  const release = async (record: CertificateRecord, statusLists: readonly StapledStatusList[]): Promise<boolean> => {
    const logProof = await proofOf(record.seq);
    if (log !== undefined && logProof === undefined) return false;
    const bundle: CertificateBundle = {
      mediaType: bundleMediaType,
      credential: record.credential,
      ...(logProof === undefined ? {} : { logProof }),
      statusLists: [...statusLists],
    };
    const text = `${JSON.stringify(bundle)}\n`;
    const file = bundleFile(directory, record.id);
    if ((await readIfThere(file))?.toString('utf8') !== text) await writeDurable(file, text);
    if (record.released === undefined) await act({ type: 'bundle-released', subject: record.id, body: { sha256: sha256(text) } });
    return true;
  };

  /** A supersession is one decision: where the new certificate stands, the change of the old one follows. */
  const followSupersessions = async (): Promise<void> => {
    for (const { id, supersedes, approvals, basis } of [...state.certificates.values()]) {
      const old = supersedes === undefined ? undefined : state.certificates.get(supersedes);
      if (old === undefined || old.supersededBy !== undefined || standingOf(old) === 'revoked') continue;
      await act({
        type: 'status-changed',
        subject: old.id,
        body: { purpose: 'refresh', set: true, from: standingOf(old), to: 'superseded', reason: 'superseded', decision: basis, approvals, by: id },
      });
    }
  };
  return async () => {
    demandIssuer(state, directory);
    await followSupersessions();
    await writeReceipts(directory, state);
    if (statusKey !== undefined) for (const purpose of purposes) if (isListDue(purpose)) await signList(purpose);
    await logLeaves();
    const lists = await Promise.all(purposes.map(async (purpose) => ({ purpose, list: await stapled(purpose), due: isListDue(purpose) })));
    for (const { purpose, list } of lists) if (list !== undefined) await writeDurable(listFile(directory, purpose), `${JSON.stringify(list)}\n`);
    const ready = lists.flatMap(({ list }) => (list === undefined ? [] : [list]));
    const waiting: string[] = [];
    for (const record of [...state.certificates.values()]) {
      const isDead = standingOf(record) === 'revoked' && record.released === undefined;
      if (isDead) continue;
      const isReleased = ready.length === purposes.length && (await release(record, ready));
      if (!isReleased) waiting.push(record.id);
    }
    const released = [...state.certificates.values()].filter((each) => each.released !== undefined).map(({ id }) => id);
    return { released, waiting, listsWaiting: lists.filter(({ list, due }) => list === undefined || due).map(({ purpose }) => purpose) };
  };
}
