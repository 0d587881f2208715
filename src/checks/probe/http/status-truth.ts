/**
 * probe/status-truth — the status code tells whether the call succeeded.
 *
 * Source   EGIF-TEC-HTP-005; RFC 9110 §15.5.5 and §15.3.
 * Evidence an unknown path (again with a credential where the server asks for one first), an identifier that names nothing on each path that
 *          ends in a free identifier, and every valid call, whose 2xx body must not say that it failed.
 */
import { ask, defineCheck, get } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy } from '../answers.js';
import { firstIdentity, safeCalls, unknownPathCall, type Call } from '../calls.js';
import { errorMember } from '../errors/envelope.js';
import { bearable, conclude, gather, type Answer } from '../gather.js';

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

function* unknownPath(subject: CheckSubject): Generator<Action, Judgement, Observation> {
  let exchange = yield* ask(unknownPathCall(subject));
  if (responseOf(exchange).status === 401 && subject.identities.length > 0) {
    const again = yield* ask({ ...unknownPathCall(subject, firstIdentity(subject)), tolerate: bearable });
    if (again.lost === undefined) exchange = again;
  }
  const { status } = responseOf(exchange);
  if (isSuccess(status)) return violated({ code: 'unknown-path-answered', at: placeOf(exchange), got: String(status), want: '404' });
  if ([401, 403, 404, 410].includes(status)) return examined(1);
  return busy(exchange) ?? undetermined('unexpected-answer', `status ${status} for an unknown path`);
}

/** Calls of item paths with an identifier that is well-formed and names nothing: the schema must be a string that a UUID fits. */
function missingCalls(subject: CheckSubject): readonly Call[] {
  const identifier = subject.uuid('unknown-identifier');
  return safeCalls(subject).flatMap(({ action, operation }) => {
    if (operation === undefined || operation.method !== 'GET' || !/\/\{[^}]+\}$/.test(operation.path)) return [];
    const parameters = operation.parameters.filter((parameter) => parameter.in === 'path');
    const [only] = parameters;
    const fits =
      only !== undefined &&
      parameters.length === 1 &&
      only.schema['type'] === 'string' &&
      only.schema['pattern'] === undefined &&
      only.schema['enum'] === undefined &&
      (only.schema['format'] === undefined || only.schema['format'] === 'uuid') &&
      Number(only.schema['maxLength'] ?? 36) >= 36;
    if (!fits) return [];
    const path = operation.path.replace(/\{[^}]+\}$/, identifier);
    const { credential, safety, headers } = action;
    return [{ action: get(subject, path, { credential, safety, place: operation.path, ...(headers === undefined ? {} : { headers }) }), operation }];
  });
}

function judgeMissing({ exchange }: Answer): Judgement {
  const { status } = responseOf(exchange);
  if (isSuccess(status)) return violated({ code: 'missing-resource-answered', at: placeOf(exchange), got: String(status), want: '404' });
  return [403, 404, 410].includes(status) ? examined(1) : examined(0);
}

function judgeServed({ exchange }: Answer): Judgement {
  const { status } = responseOf(exchange);
  if (!isSuccess(status)) return busy(exchange) ?? examined(0);
  const member = errorMember(exchange);
  return member === undefined
    ? examined(1)
    : violated({ code: 'error-in-success', at: placeOf(exchange, `/${member}`), got: String(status), want: '4xx or 5xx' });
}

export const statusTruth = defineCheck({
  id: 'probe/status-truth',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['unknown-path-answered', 'missing-resource-answered', 'error-in-success'],

  *probe(subject) {
    const unknown = yield* unknownPath(subject);
    const missing = yield* gather(missingCalls(subject));
    const served = yield* gather(safeCalls(subject));
    return conclude(
      [unknown, ...missing.answers.map(judgeMissing), ...served.answers.map(judgeServed)],
      [...missing.losses, ...served.losses],
      'no-test-data',
    );
  },
});
