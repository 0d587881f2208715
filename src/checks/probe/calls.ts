/**
 * The calls that many probes share. Equal calls coincide: the agency sees each once.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Sample } from '../../contract/api-model.js';
import type { CheckSubject } from '../../contract/check.js';
import type { Credential, HttpAction } from '../../contract/evidence.js';
import { get } from '../ask.js';

/** The statement's first identity with a usable credential, or nobody. */
export function firstIdentity(subject: CheckSubject): Credential {
  const [first] = subject.identities;
  return first === undefined ? 'none' : `identity:${first}`;
}

/** Anonymous GET of the status resource; `/status` unless the statement says otherwise. */
export function statusCall(subject: CheckSubject): HttpAction {
  const path = subject.service.statusPath ?? '/status';
  return get(subject, path, { place: path });
}

/** GET of a path that cannot exist. Anonymous unless a credential is given. */
export function unknownPathCall(subject: CheckSubject, credential: Credential = 'none'): HttpAction {
  return get(subject, `/egif-probe-${subject.uuid('unknown-path')}`, {
    place: '/{unknown}',
    credential,
    safety: credential === 'none' ? 'S1' : 'S2',
  });
}

/** The first sample of this instance's operation, if synthetic data is known for it. */
export function sampleOf(subject: CheckSubject): Sample | undefined {
  return subject.operation === undefined ? undefined : subject.samples(subject.operation.id)[0];
}
