/**
 * What the journal says, replayed: challenges and what became of them, certificates and their standing, places in the status lists, what is logged and what waits.
 *
 * Each event is held against the state before it: a journal that uses a challenge twice, gives a place twice, or brings a revoked certificate back is broken, whoever
 * wrote it.
 *
 * Room     certification (floor 4). Pure.
 */
import { type CertificateState, type LogLeaf, writeLogLeaf } from '../attestation/log/log-leaf.js';
import { Refusal } from '../attestation/problem.js';
import type { AuthorityAct, AuthorityEvent, StatusIndexes, StatusPurpose } from '../contract/documents.js';
import type { ControlSeen } from './control-proof.js';
import { type Issuer, listUrl, purposes } from './credential.js';

type BodyOf<T extends AuthorityAct['type']> = Extract<AuthorityAct, { readonly type: T }>['body'];

export interface ChallengeRecord extends BodyOf<'challenge-issued'> {
  readonly id: string;
  /** Milliseconds. */
  readonly at: number;
  /** Digest of the report that a certificate was issued for. */
  usedBy?: string;
  readonly control: (ControlSeen & { readonly at: number })[];
}

export interface CertificateRecord extends BodyOf<'certificate-issued'> {
  readonly id: string;
  /** Number of the event. */
  readonly seq: number;
  readonly at: number;
  readonly bits: Record<StatusPurpose, boolean>;
  /** Digest of the bundle as it was released first. */
  released?: string;
  supersededBy?: string;
  readonly changes: (BodyOf<'status-changed'> & { readonly at: number; readonly seq: number })[];
  readonly surveys: (BodyOf<'surveyed'> & { readonly at: number })[];
}

export interface ListRecord extends BodyOf<'status-list-signed'> {
  readonly url: string;
  readonly seq: number;
  readonly at: number;
}

export interface AuthorityState {
  issuer?: Issuer & { readonly listLength: number };
  readonly challenges: Map<string, ChallengeRecord>;
  /** By digest of the report. */
  readonly received: Map<string, BodyOf<'report-received'> & { readonly at: number }>;
  readonly certificates: Map<string, CertificateRecord>;
  /** By basisKey the certificate that rests on it. */
  readonly byBasis: Map<string, string>;
  readonly places: Readonly<Record<StatusPurpose, Set<number>>>;
  readonly lists: Map<StatusPurpose, ListRecord>;
  /** By purpose the number of the newest event that changed a bit. */
  readonly changed: Map<StatusPurpose, number>;
  readonly spent: Set<string>;
  /** By number of the event the octets of its leaf. */
  readonly leaves: Map<number, Buffer>;
  /** By number of the event the place of its leaf in the log. */
  readonly logged: Map<number, number>;
}

export const emptyState = (): AuthorityState => ({
  challenges: new Map(),
  received: new Map(),
  certificates: new Map(),
  byBasis: new Map(),
  places: { revocation: new Set(), suspension: new Set(), refresh: new Set() },
  lists: new Map(),
  changed: new Map(),
  spent: new Set(),
  leaves: new Map(),
  logged: new Map(),
});

/** What a certificate is but for its expiry; the gravest word wins. */
export function standingOf({ bits }: Pick<CertificateRecord, 'bits'>): CertificateState {
  if (bits.revocation) return 'revoked';
  if (bits.refresh) return 'superseded';
  return bits.suspension ? 'suspended' : 'valid';
}

/** The word that a state has at an instant (ms). */
export function wordOf(certificate: CertificateRecord, at: number): CertificateState | 'expired' {
  const standing = standingOf(certificate);
  return standing !== 'revoked' && at > Date.parse(certificate.validUntil) ? 'expired' : standing;
}

/** How often a service was challenged. */
export function attemptsOf({ challenges }: AuthorityState, agency: string, service: string): number {
  return [...challenges.values()].filter((each) => each.agency === agency && each.service === service).length;
}

const hexOf = (digest: string): string => digest.slice('sha256:'.length);

/** The leaf that an act is known by, if it is one that the public may see. */
function leafOf(act: AuthorityAct, seq: number, { certificates, issuer }: AuthorityState): LogLeaf | undefined {
  const { type, subject, body } = act;
  switch (type) {
    case 'challenge-issued':
      return { type, id: subject, sha256: hexOf(body.sha256), agency: body.agency, service: body.service };
    case 'report-received':
      return { type, id: body.challenge ?? 'none', sha256: hexOf(subject), agency: body.agency, service: body.service };
    case 'certificate-issued':
      return { type: 'issue', id: subject, sha256: hexOf(body.sha256), agency: body.agency, service: body.service };
    case 'status-list-signed':
      return { type: 'status-list', id: subject, sha256: hexOf(body.sha256), sequence: body.sequence };
    case 'status-changed': {
      const certificate = certificates.get(subject);
      if (certificate === undefined || issuer === undefined) return undefined;
      const { agency, service, indexes } = certificate;
      const { from, to, reason, decision, purpose } = body;
      const place = { list: listUrl(issuer, purpose), index: indexes[purpose] };
      return { type: 'status-change', id: subject, sha256: hexOf(decision), agency, service, from, to, reason, decision: `event:${seq}`, ...place };
    }
    default:
      return undefined;
  }
}

function leafTrouble(act: AuthorityAct, seq: number, state: AuthorityState): string | undefined {
  try {
    const leaf = leafOf(act, seq, state);
    if (leaf !== undefined) writeLogLeaf(leaf);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return `no leaf of the log can say it: ${error.message}`;
    throw error;
  }
}

function placeTrouble({ indexes }: { readonly indexes: StatusIndexes }, { places, issuer }: AuthorityState): string | undefined {
  const length = issuer?.listLength ?? 0;
  const beyond = purposes.find((purpose) => indexes[purpose] >= length);
  if (beyond !== undefined) return `the list ${beyond} has no place ${indexes[beyond]}`;
  const taken = purposes.find((purpose) => places[purpose].has(indexes[purpose]));
  return taken === undefined ? undefined : `the place ${indexes[taken]} of the list ${taken} is given`;
}

/**
 * What one certificate rests on and no other: of a certificate of interoperability the digest of the report. Minutes of one sitting may admit many agencies to
 * many clusters, and say nothing of a report that has the same octets.
 */
export const basisKey = ({
  kind,
  basis,
  agency,
  service,
  validUntil,
}: Pick<CertificateRecord, 'kind' | 'basis' | 'agency' | 'service' | 'validUntil'>): string =>
  kind === 'interoperability' ? basis : [kind, basis, agency, service, validUntil].join(' ');

function issueTrouble({ subject, body }: Extract<AuthorityAct, { readonly type: 'certificate-issued' }>, state: AuthorityState): string | undefined {
  if (state.certificates.has(subject)) return `${subject} is issued already`;
  if (state.byBasis.has(basisKey(body))) return `a certificate rests on ${body.basis} already`;
  const challenge = body.challenge === undefined ? undefined : state.challenges.get(body.challenge);
  if (body.kind === 'interoperability' && challenge === undefined) return 'there was no challenge';
  if (challenge?.usedBy !== undefined && challenge.usedBy !== body.basis) return `the challenge ${challenge.id} was used`;
  if (body.approvals.some((digest) => state.spent.has(digest))) return 'an approval was used before';
  const old = body.supersedes === undefined ? undefined : state.certificates.get(body.supersedes);
  if (body.supersedes !== undefined && (old === undefined || old.supersededBy !== undefined)) return `${body.supersedes} cannot be superseded`;
  return placeTrouble(body, state);
}

function changeTrouble({ subject, body }: Extract<AuthorityAct, { readonly type: 'status-changed' }>, state: AuthorityState): string | undefined {
  const certificate = state.certificates.get(subject);
  if (certificate === undefined) return `there is no certificate ${subject}`;
  const from = standingOf(certificate);
  if (body.from !== from) return `${subject} is ${from}`;
  if (from === 'revoked') return `${subject} is revoked for good`;
  const { purpose, set, to } = body;
  const allowed =
    (purpose === 'revocation' && set && to === 'revoked') ||
    (purpose === 'suspension' && set && from === 'valid' && to === 'suspended') ||
    (purpose === 'suspension' && !set && from === 'suspended' && to === 'valid') ||
    (purpose === 'refresh' && set && from !== 'superseded' && to === 'superseded');
  if (!allowed) return `${subject} cannot go from ${from} to ${to}`;
  if ((purpose === 'refresh') !== (body.by !== undefined)) return 'only who is superseded names who takes its place';
  if (body.by !== undefined && state.certificates.get(body.by)?.supersedes !== subject) return `${body.by} does not take the place of ${subject}`;
  // The approvals of an issue that supersedes are those of the change that follows from it.
  const same = body.by === undefined ? [] : (state.certificates.get(body.by)?.approvals ?? []);
  return body.approvals.some((digest) => state.spent.has(digest) && !same.includes(digest)) ? 'an approval was used before' : undefined;
}

/** Why an act may not follow in a state; undefined where it may. */
export function troubleOfAct(act: AuthorityAct, seq: number, state: AuthorityState): string | undefined {
  if (act.type === 'authority-opened') return state.issuer === undefined ? undefined : 'the authority is opened already';
  if (state.issuer === undefined) return 'the authority is not opened';
  const own = ownTrouble(act, state);
  return own ?? leafTrouble(act, seq, state);
}

function ownTrouble(act: AuthorityAct, state: AuthorityState): string | undefined {
  switch (act.type) {
    case 'challenge-issued': {
      if (state.challenges.has(act.subject)) return `the challenge ${act.subject} is made already`;
      const attempt = attemptsOf(state, act.body.agency, act.body.service) + 1;
      return act.body.attempt === attempt ? undefined : `attempt ${act.body.attempt} is the ${attempt}th`;
    }
    case 'control-checked':
      return state.challenges.has(act.subject) ? undefined : `there is no challenge ${act.subject}`;
    case 'report-received':
      return state.received.has(act.subject) ? 'the report is received already' : undefined;
    case 'certificate-issued':
      return issueTrouble(act, state);
    case 'status-changed':
      return changeTrouble(act, state);
    case 'status-list-signed': {
      const sequence = (state.lists.get(act.body.purpose)?.sequence ?? 0) + 1;
      return act.body.sequence === sequence ? undefined : `list ${act.body.sequence} is the ${sequence}th`;
    }
    case 'surveyed':
    case 'bundle-released':
      return state.certificates.has(act.subject) ? undefined : `there is no certificate ${act.subject}`;
    case 'leaf-logged': {
      if (!state.leaves.has(act.body.of)) return `event ${act.body.of} has no leaf`;
      return state.logged.has(act.body.of) ? `the leaf of event ${act.body.of} is logged already` : undefined;
    }
    default:
      return 'the act is not known';
  }
}

function applyIssue(
  { subject, body }: Extract<AuthorityAct, { readonly type: 'certificate-issued' }>,
  state: AuthorityState,
  when: { readonly seq: number; readonly at: number },
): void {
  const bits = { revocation: false, suspension: false, refresh: false };
  state.certificates.set(subject, { ...body, id: subject, ...when, bits, changes: [], surveys: [] });
  state.byBasis.set(basisKey(body), subject);
  for (const purpose of purposes) state.places[purpose].add(body.indexes[purpose]);
  for (const digest of body.approvals) state.spent.add(digest);
  const challenge = body.challenge === undefined ? undefined : state.challenges.get(body.challenge);
  if (challenge !== undefined) challenge.usedBy = body.basis;
}

function applyChange(
  { subject, body }: Extract<AuthorityAct, { readonly type: 'status-changed' }>,
  state: AuthorityState,
  when: { readonly seq: number; readonly at: number },
): void {
  const certificate = state.certificates.get(subject);
  if (certificate === undefined) return;
  certificate.bits[body.purpose] = body.set;
  certificate.changes.push({ ...body, ...when });
  if (body.by !== undefined) certificate.supersededBy = body.by;
  // What was never released and is gone frees its basis: it may be decided on again.
  if (body.purpose === 'revocation' && certificate.released === undefined) state.byBasis.delete(basisKey(certificate));
  for (const digest of body.approvals) state.spent.add(digest);
  state.changed.set(body.purpose, when.seq);
}

/** Applies an event to a state that it may follow in. */
export function applyEvent({ act, seq, at: instant }: AuthorityEvent, state: AuthorityState): void {
  const at = Date.parse(instant);
  const leaf = leafOf(act, seq, state);
  if (leaf !== undefined) state.leaves.set(seq, writeLogLeaf(leaf));
  const { type, subject, body } = act;
  if (type === 'authority-opened') state.issuer = { legalPersonId: subject, ...body };
  else if (type === 'challenge-issued') state.challenges.set(subject, { ...body, id: subject, at, control: [] });
  else if (type === 'control-checked') state.challenges.get(subject)?.control.push({ ...body, at });
  else if (type === 'report-received') state.received.set(subject, { ...body, at });
  else if (type === 'certificate-issued') applyIssue(act, state, { seq, at });
  else if (type === 'status-changed') applyChange(act, state, { seq, at });
  else if (type === 'status-list-signed') state.lists.set(body.purpose, { ...body, url: subject, seq, at });
  else if (type === 'surveyed') state.certificates.get(subject)?.surveys.push({ ...body, at });
  else if (type === 'leaf-logged') state.logged.set(body.of, body.index);
  else {
    const certificate = state.certificates.get(subject);
    if (certificate !== undefined) certificate.released = body.sha256;
  }
}

export interface Replayed {
  readonly state: AuthorityState;
  /** The first event that may not stand where it stands. */
  readonly trouble?: { readonly seq: number; readonly detail: string };
}

/** Replays events up to an instant (ms; absent: all). */
export function replayEvents(events: readonly AuthorityEvent[], until?: number): Replayed {
  const state = emptyState();
  for (const event of events) {
    if (until !== undefined && Date.parse(event.at) > until) break;
    const detail = troubleOfAct(event.act, event.seq, state);
    if (detail !== undefined) return { state, trouble: { seq: event.seq, detail } };
    applyEvent(event, state);
  }
  return { state };
}
