/**
 * The authority at work: acts that are written down before they count. What follows from each is brought to its end by `settle` (settling.ts); nothing acknowledged
 * is lost.
 *
 * Order of a certificate: signed → event (with the whole credential, flushed) → what settling does.
 * Source   the trust design §4, “Order”.
 * Room     certification (floor 4).
 */
import { join } from 'node:path';
import { agencyId, clusterService } from '../attestation/certificate/words.js';
import type { Signer } from '../attestation/keys.js';
import { sealCredential } from '../attestation/trust/seal-object.js';
import { sha256 } from '../contract/canonical.js';
import type { Approval, AuthorityAct, AuthorityEvent, ParticipationCredential } from '../contract/documents.js';
import { EgifError } from '../errors.js';
import { allocate, usualListLength } from './allocation.js';
import { actRefused, demandIssuer, demandKey, demandRecord } from './authority-demands.js';
import { basisKey, applyEvent, type AuthorityState, type CertificateRecord, replayEvents, standingOf, troubleOfAct } from './authority-state.js';
import type { ControlSeen } from './control-proof.js';
import { type Allocation, type Issuer, participationOf } from './credential.js';
import type { Granted } from './granted.js';
import { journalFile, openJournal } from './journal.js';
import { lockFolder } from './log-lock.js';
import type { KeptStamp } from './receipt.js';
import { openSettling, type Settled, type SettlingOptions } from './settling.js';

export interface AuthorityOptions extends SettlingOptions {
  readonly random: (octets: number) => Uint8Array;
  /** Absent: no certificate can be signed. */
  readonly issuerKey?: Signer;
}

/** A change of status as two officers, or a surveillance, decided it. */
export interface Change {
  readonly certificate: string;
  readonly act: Exclude<Approval['act'], 'issue' | 'supersede'>;
  readonly reason: string;
  /** Digest of the document that it rests on. */
  readonly decision: string;
  readonly approvals: readonly string[];
}

export interface Participation {
  readonly agency: ParticipationCredential['credentialSubject']['agency'];
  readonly cluster: string;
  readonly year: number;
  /** Digest of the record of the cluster. */
  readonly basis: string;
  readonly approvals: readonly string[];
  /** Milliseconds. */
  readonly validUntil: number;
}

export interface Authority {
  state(): AuthorityState;
  events(): readonly AuthorityEvent[];
  /** Errors of every act: ACT_REFUSED where it may not follow, JOURNAL_CHANGED, FILE_NOT_WRITABLE. */
  open(issuer: Issuer): Promise<void>;
  recordChallenge(
    challenge: { readonly id: string; readonly agency: string; readonly service: string; readonly attempt: number; readonly expires: string },
    text: string,
  ): Promise<void>;
  recordControl(challenge: string, seen: ControlSeen): Promise<void>;
  /** Writes down that a report came in; the first time counts. Gives that time in milliseconds. */
  receive(report: {
    readonly sha256: string;
    readonly agency: string;
    readonly service: string;
    readonly seal: string;
    readonly challenge?: string;
    readonly timeStamp?: KeptStamp;
  }): Promise<number>;
  /** Issues what was granted; a report that has its certificate gets the same again. */
  issue(granted: Granted): Promise<CertificateRecord>;
  issueParticipation(participation: Participation): Promise<CertificateRecord>;
  change(change: Change): Promise<void>;
  survey(
    certificate: string,
    survey: { readonly result: 'passed' | 'failed' | 'missed'; readonly reportSha256?: string; readonly divergences?: readonly string[] },
  ): Promise<'kept' | 'suspended'>;
  settle(): Promise<Settled>;
  close(): Promise<void>;
}

/** From a decision to its signature. */
const longestPauseMs = 10 * 60_000;

const changes = {
  suspend: { purpose: 'suspension', set: true, to: 'suspended' },
  resume: { purpose: 'suspension', set: false, to: 'valid' },
  revoke: { purpose: 'revocation', set: true, to: 'revoked' },
} as const;

/** Opens the authority of a folder for its one writer. Errors: LOG_BUSY, JOURNAL_BROKEN, FILE_NOT_WRITABLE. */
export async function openAuthority(options: AuthorityOptions): Promise<Authority> {
  const { directory, clock, issuerKey } = options;
  const lock = await lockFolder(directory, clock());
  const journal = await openJournal(directory).catch(async (error: unknown) => {
    await lock.release();
    throw error;
  });
  const { state, trouble } = replayEvents(journal.events());
  if (trouble !== undefined) {
    await journal.close();
    await lock.release();
    throw new EgifError('JOURNAL_BROKEN', `event ${trouble.seq} of the journal: ${trouble.detail}`, {
      file: join(directory, journalFile),
      mend: 'run egif cert fsck, and restore the folder from a copy; never edit the journal',
    });
  }

  const act = async (one: AuthorityAct): Promise<AuthorityEvent> => {
    const why = troubleOfAct(one, journal.events().length, state);
    if (why !== undefined) throw actRefused(why);
    const event = await journal.append(one, clock().getTime());
    applyEvent(event, state);
    return event;
  };
  const settle = openSettling(state, act, options);

  const issueSigned = async (
    payloadOf: (allocation: Allocation, validFrom: number) => object,
    body: Omit<Extract<AuthorityAct, { readonly type: 'certificate-issued' }>['body'], 'sha256' | 'credential' | 'indexes' | 'validFrom'>,
  ): Promise<CertificateRecord> => {
    const before = state.byBasis.get(basisKey(body));
    if (before !== undefined) return demandRecord(state, before);
    demandIssuer(state, directory);
    const allocation = allocate(state, clock(), options.random);
    const at = clock();
    const credential = await sealCredential(payloadOf(allocation, at.getTime()), { signer: demandKey(issuerKey, 'issuer'), at });
    await act({
      type: 'certificate-issued',
      subject: allocation.id,
      body: { ...body, validFrom: at.toISOString(), sha256: sha256(credential), credential, indexes: allocation.indexes },
    });
    return demandRecord(state, allocation.id);
  };

  return {
    state: () => state,
    events: () => journal.events(),
    async open({ legalPersonId, ...body }) {
      await act({ type: 'authority-opened', subject: legalPersonId, body: { ...body, listLength: usualListLength } });
    },
    async recordChallenge({ id, agency, service, attempt, expires }, text) {
      await act({ type: 'challenge-issued', subject: id, body: { sha256: sha256(text), agency, service, attempt, expires, text } });
    },
    async recordControl(challenge, seen) {
      await act({ type: 'control-checked', subject: challenge, body: seen });
    },
    async receive({ sha256: digest, ...body }) {
      const before = state.received.get(digest);
      if (before !== undefined) return before.at;
      const { at } = await act({ type: 'report-received', subject: digest, body });
      return Date.parse(at);
    },
    async issue(granted) {
      const { agency, service, challenge, profile, reportSha256, approvals, supersedes, decidedAt, validUntil } = granted;
      if (Math.abs(clock().getTime() - decidedAt) > longestPauseMs) throw actRefused('the decision is too old to be signed');
      return issueSigned((allocation, validFrom) => granted.payload(allocation, validFrom), {
        kind: 'interoperability',
        basis: reportSha256,
        agency,
        service,
        challenge,
        profile,
        validUntil: new Date(validUntil).toISOString(),
        approvals,
        ...(supersedes === undefined ? {} : { supersedes }),
      });
    },
    async issueParticipation({ agency, cluster, year, basis, approvals, validUntil }) {
      const issuer = demandIssuer(state, directory);
      const credentialSubject = { id: agencyId(agency.legalPersonId), agency, cluster, year };
      const evidence = [{ type: 'EgifParticipationRecord' as const, decisionSha256: basis, approvals: [...approvals] }];
      return issueSigned((allocation, validFrom) => participationOf({ issuer, allocation, validFrom, validUntil }, { credentialSubject, evidence }), {
        kind: 'participation',
        basis,
        agency: agency.legalPersonId,
        service: clusterService(cluster),
        validUntil: new Date(validUntil).toISOString(),
        approvals,
      });
    },
    async change({ certificate, act: kind, reason, decision, approvals }) {
      const from = standingOf(demandRecord(state, certificate));
      await act({ type: 'status-changed', subject: certificate, body: { ...changes[kind], from, reason, decision, approvals } });
    },
    async survey(certificate, survey) {
      const record = demandRecord(state, certificate);
      const divergences = survey.divergences === undefined ? {} : { divergences: [...survey.divergences] };
      await act({ type: 'surveyed', subject: certificate, body: { ...survey, ...divergences } });
      const [last, before] = [...record.surveys].reverse();
      const isBad = last?.result !== 'passed' && before !== undefined && before.result !== 'passed';
      if (!isBad || standingOf(record) !== 'valid') return 'kept';
      const decision = last?.reportSha256 ?? sha256(`${certificate} surveillance ${record.surveys.length}`);
      await act({
        type: 'status-changed',
        subject: certificate,
        body: { ...changes.suspend, from: 'valid', reason: 'surveillance', decision, approvals: [] },
      });
      return 'suspended';
    },
    settle,
    async close() {
      await journal.close();
      await lock.release();
    },
  };
}
