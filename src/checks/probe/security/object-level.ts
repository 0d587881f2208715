/**
 * probe/object-level — what belongs to one consumer is not there for another.
 *
 * Source   EGIF-TEC-SEC-004; OWASP API1:2023; RFC 9110 §15.5.4 and §15.5.5.
 * Evidence an object of a second identity asked for by the first; and each object asked for by its own identity, as the proof that both are there and
 *          that the call is a good one. Objects are those that the statement lists by owner (testData.ownedBy); the operation is one whose sample
 *          names such an object in its path.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import type { Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy, unserved } from '../answers.js';
import { bearable, combine } from '../gather.js';

interface Owned {
  readonly owner: string;
  readonly object: string;
}

/** The URL of a sample with another object in the place of one, or undefined where its path does not name that one. */
function urlWith(sample: Sample, object: string, other: string): string | undefined {
  const url = new URL(sample.url);
  const segments = url.pathname.split('/');
  const at = segments.lastIndexOf(encodeURIComponent(object));
  if (at < 0) return undefined;
  url.pathname = segments.map((segment, index) => (index === at ? encodeURIComponent(other) : segment)).join('/');
  return url.href;
}

/** The sample that names an object in its path, of a safe and secured operation. */
function sampleOf(subject: CheckSubject, object: string): Sample | undefined {
  return (subject.contract?.operations ?? [])
    .filter(({ safe, secured, method }) => safe && secured && method === 'GET')
    .flatMap(({ id }) => subject.samples(id))
    .find((sample) => urlWith(sample, object, object) !== undefined);
}

/** Why an owner's own object is not served to it, or undefined. */
function* controlOf(subject: CheckSubject, sample: Sample, { owner }: Owned): Generator<Action, Judgement | undefined, Observation> {
  const own = yield* ask({ ...callOf(subject, sample, { credential: `identity:${owner}` }), tolerate: bearable });
  return own.lost === undefined ? unserved(own) : undetermined(own.lost.cause, own.lost.detail);
}

/** One object of another, asked for by `asker`. */
function* judgeObject(
  subject: CheckSubject,
  given: { readonly own: Owned; readonly foreign: Owned; readonly sample: Sample },
): Generator<Action, Judgement, Observation> {
  const { own, foreign, sample } = given;
  const url = urlWith(sample, own.object, foreign.object);
  if (url === undefined) return undetermined('no-test-data', `${sample.operation.path} does not name the object of ${own.owner}`);
  const asked = { ...sample, url };
  const control = (yield* controlOf(subject, sample, own)) ?? (yield* controlOf(subject, asked, foreign));
  if (control !== undefined) return control;
  const exchange = yield* ask({ ...callOf(subject, asked, { credential: `identity:${own.owner}` }), tolerate: bearable });
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, exchange.lost.detail);
  const { status } = responseOf(exchange);
  if (status >= 200 && status < 300)
    return violated({ code: 'foreign-object-served', at: placeOf(exchange, sample.operation.method), got: String(status), want: '403 or 404' });
  if (status === 403 || status === 404) return examined(1);
  return busy(exchange) ?? undetermined('unexpected-answer', `status ${status} for an object of another at ${sample.operation.path}`);
}

export const objectLevel = defineCheck({
  id: 'probe/object-level',
  safety: 'S3',
  over: 'service',
  params: {},
  findings: ['foreign-object-served'],

  *probe(subject) {
    const owned = Object.entries(subject.service.testData?.ownedBy ?? {}).flatMap(([owner, objects]) => objects.map((object) => ({ owner, object })));
    if (owned.length === 0) return undetermined('no-test-data', 'the statement lists no objects by owner (testData.ownedBy)');
    const usable = owned.filter(({ owner }) => subject.identities.includes(owner));
    const owners = [...new Set(usable.map(({ owner }) => owner))];
    if (owners.length < 2) return undetermined('no-credential', 'two identities of the statement with objects of their own are wanted');
    const parts: Judgement[] = [];
    for (const foreign of usable) {
      const own = usable.find(({ owner, object }) => owner !== foreign.owner && sampleOf(subject, object) !== undefined);
      const sample = own === undefined ? undefined : sampleOf(subject, own.object);
      if (own === undefined || sample === undefined) continue;
      parts.push(yield* judgeObject(subject, { own, foreign, sample }));
    }
    return parts.length === 0
      ? undetermined('no-test-data', 'no sample of a secured GET operation names an owned object in its path')
      : combine(parts);
  },
});
