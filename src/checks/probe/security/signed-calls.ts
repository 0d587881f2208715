/**
 * Calls of operations with legal effect, signed by the statement's own key: the control, and what came of one that must be refused.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Operation, Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Exchange, Headers, Signing } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { ask, callOf, hasLegalEffect, requestSigner } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import { busy, unserved } from '../answers.js';
import { sendable, unsendable } from '../calls.js';
import { createdBy, identityOf, keyFieldOf, lossOf, remove, uniqueId, type Created, type Part } from '../flow/resource.js';
import { bearable, conclude } from '../gather.js';

/** One operation with what its calls created on the way. */
export interface SignedFlow {
  readonly subject: CheckSubject;
  readonly sample: Sample;
  readonly made: Created[];
}

interface Sending {
  /** Names the call; calls of one name go out under one idempotency key. */
  readonly label: string;
  readonly signing?: Omit<Signing, 'signer'> | 'none';
  /** Tells calls apart that are the same to the octet. */
  readonly occasion?: string;
}

/** Sends the call of a flow. What it created is removed at the end of the flow. Class S4. */
export function* send({ subject, sample, made }: SignedFlow, { label, signing, occasion }: Sending): Part<Exchange> {
  const field = keyFieldOf(sample.operation);
  const headers: Headers = field === undefined ? [] : [[field, uniqueId(subject, `${label} ${sample.operation.id}`)]];
  const call = callOf(subject, sample, { safety: 'S4', headers, ...(signing === undefined ? {} : { signing }) });
  const exchange = yield* ask({ ...call, tolerate: bearable, occasion: `${label}${occasion === undefined ? '' : ` ${occasion}`}` });
  const { status } = responseOf(exchange);
  const known = identityOf(exchange);
  const isNew = known === undefined || !made.some((created) => identityOf(created.exchange) === known);
  if (status >= 200 && status < 300 && isNew) made.push(createdBy(subject, exchange, sample));
  return exchange;
}

/** Why nothing can be told from a call that has to be served, if so. */
export const unheard = (exchange: Exchange): Judgement | undefined => lossOf(exchange) ?? unserved(exchange);

/** The judgement on a call that has to be refused for its signature. */
export function refused(exchange: Exchange, code: string): Judgement {
  const { status } = responseOf(exchange);
  const without = lossOf(exchange) ?? busy(exchange);
  if (without !== undefined) return without;
  if (status >= 200 && status < 300) return violated({ code, at: placeOf(exchange, 'signature'), got: String(status), want: '400, 401 or 403' });
  return [400, 401, 403].includes(status) ? examined(1) : undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
}

function* ofOperation(subject: CheckSubject, operation: Operation, part: (flow: SignedFlow) => Part<Judgement>): Part<Judgement> {
  const sample = sendable(subject, operation);
  if (sample === undefined) return unsendable(subject, operation);
  const flow: SignedFlow = { subject, sample, made: [] };
  try {
    return yield* part(flow);
  } finally {
    for (const created of flow.made) yield* remove(subject, created);
  }
}

/** The judgement on every operation with legal effect; cannot be told where the statement has no key to sign with. */
export function* eachSigned(subject: CheckSubject, part: (flow: SignedFlow) => Part<Judgement>): Part<Judgement> {
  if (subject.contract === undefined) return undetermined('no-contract');
  if (requestSigner(subject) === undefined) return undetermined('no-request-signer');
  const parts: Judgement[] = [];
  for (const operation of subject.contract.operations)
    if (hasLegalEffect(operation) && operation.method !== 'GET') parts.push(yield* ofOperation(subject, operation, part));
  return conclude(parts, [], 'nothing-of-the-kind');
}
