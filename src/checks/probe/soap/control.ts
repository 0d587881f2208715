/**
 * Positive controls: the call that must be served before a refusal of one like it means anything.
 *
 * Room     checks (floor 3). May be imported by SOAP probes only.
 */
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { undetermined, type Judgement } from '../../../contract/judgement.js';
import type { SafetyClass } from '../../../contract/documents.js';
import { ask } from '../../ask.js';
import { responseOf } from '../../read.js';
import { type SeenEnvelope, servedEnvelope, soapAnswer } from '../../soap/soap-answer.js';
import { demandsSignature, isEcho, onePerPort, samplesIn, signerOf, soapCall, type SoapCallOptions, type SoapSample } from '../../soap/soap-call.js';
import { isBusy } from '../answers.js';
import { bearable } from '../gather.js';

/** What a call gave: an exchange, or why there is none. */
export type Called = { readonly exchange: Exchange } | { readonly cause: Judgement };

/** Sends the call of a sample, where a signature that its policy demands can be made, or none is meant to be there. */
export function* call(subject: CheckSubject, sample: SoapSample, options: SoapCallOptions = {}): Generator<Action, Called, Observation> {
  if (options.seal !== 'none' && demandsSignature(sample.operation) && signerOf(subject) === undefined)
    return { cause: undetermined('no-credential', `${sample.operation.id}: its policy demands a signature`) };
  const action = soapCall(subject, sample, options);
  if (action === undefined) return { cause: undetermined('no-endpoint', sample.operation.id) };
  const exchange = yield* ask({ ...action, tolerate: bearable });
  if (exchange.lost !== undefined) return { cause: undetermined(exchange.lost.cause, `${sample.operation.id}: ${exchange.lost.detail}`) };
  if (isBusy(exchange)) return { cause: undetermined('server-busy', `status ${responseOf(exchange).status} at ${exchange.place}`) };
  return { exchange };
}

const localCode = (code: string): string => code.slice(code.lastIndexOf('}') + 1);

/** What an answer was, in a word or two; nothing of its content. */
export function wordFor(subject: CheckSubject, exchange: Exchange): string {
  const { status } = responseOf(exchange);
  const seen = soapAnswer(subject, exchange);
  if ('flaw' in seen) return `status ${status}, ${seen.flaw === 'none' ? 'no XML' : seen.flaw}`;
  const { fault } = seen.envelope;
  return fault === undefined ? `status ${status}` : `status ${status}, fault ${fault.code === undefined ? 'without code' : localCode(fault.code)}`;
}

export type Control = { readonly exchange: Exchange; readonly envelope: SeenEnvelope } | { readonly cause: Judgement };

/** The call as it should be: served, or why nothing can be told from its refusal. */
export function* control(subject: CheckSubject, sample: SoapSample, options: SoapCallOptions = {}): Generator<Action, Control, Observation> {
  const called = yield* call(subject, sample, options);
  if ('cause' in called) return called;
  const envelope = servedEnvelope(subject, called.exchange);
  if (envelope !== undefined) return { exchange: called.exchange, envelope };
  return { cause: undetermined('positive-control-failed', `${wordFor(subject, called.exchange)} at ${called.exchange.place}`) };
}

/** Why no sample can be called: no contract, or no data for any of its operations. */
export function unsampled(subject: CheckSubject): Judgement {
  return undetermined((subject.soap ?? []).length === 0 ? 'no-contract' : 'no-test-data');
}

/** One safe call for each port, the echo where there is one. */
export function portSamples(subject: CheckSubject): readonly SoapSample[] {
  return onePerPort(samplesIn(subject).samples);
}

/** One safe call for each port that touches a text, so that something in it can be bent; else any. */
export function echoSamples(subject: CheckSubject): readonly SoapSample[] {
  return samplesIn(subject).samples.filter(({ operation }) => isEcho(operation));
}

/** The class of a call with an error in it. */
export const negative = (sample: SoapSample): SafetyClass => (sample.operation.safe ? 'S3' : 'S4');
