/**
 * probe/method-not-allowed — a method that the contract does not declare on a path is answered 405 with Allow.
 *
 * Source   EGIF-TEC-HTP-004; RFC 9110 §15.5.6 and §10.2.1.
 * Evidence one request without a body for each method that is not declared on a path of the contract, and OPTIONS; a path's parameters are filled
 *          with an identifier that names nothing, and DELETE is never sent to a path without one. Production and the later paths of a long
 *          contract get one such method each. Answers by which authentication (401, 403) or the unknown resource (404) comes first are accepted.
 */
import { defineCheck, get } from '../../ask.js';
import { headerValues, placeOf, responseOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { HttpAction } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy } from '../answers.js';
import { firstIdentity, type Call } from '../calls.js';
import { conclude, gather, type Answer } from '../gather.js';

/** So many paths of a contract are asked for every method and for OPTIONS; routers answer the rest alike. */
const thoroughPaths = 20;

type Methods = ReadonlyMap<string, ReadonlySet<string>>;

function declaredMethods(subject: CheckSubject): Methods {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of subject.contract?.operations ?? []) methods.set(path, (methods.get(path) ?? new Set()).add(method.toUpperCase()));
  return methods;
}

/** Whether an address of the one path may be an address of the other: segment by segment, a parameter stands for any. */
function overlaps(left: string, right: string): boolean {
  const [own, other] = [left.split('/'), right.split('/')];
  return own.length === other.length && own.every((segment, index) => segment === other[index] || `${segment}${other[index] ?? ''}`.includes('{'));
}

/** Methods of the path and of every other that its addresses may belong to: `/persons/{id}` takes `/persons/current` too where it is routed so. */
function methodsAround(path: string, methods: Methods): ReadonlySet<string> {
  return new Set([...methods].flatMap(([other, declared]) => (other === path || overlaps(path, other) ? [...declared] : [])));
}

function undeclaredCalls(subject: CheckSubject, methods: Methods): readonly Call[] {
  return [...methods.keys()].flatMap((path, index) => {
    const declared = methodsAround(path, methods);
    const templated = path.includes('{');
    const undeclared = ['PATCH', 'PUT', 'POST', ...(templated ? ['DELETE'] : [])].filter((candidate) => !declared.has(candidate));
    const most = index < thoroughPaths && (templated || subject.environment.kind !== 'production') ? undeclared.length : 1;
    return undeclared.slice(0, most).map((method) => ({ action: methodCall(subject, path, method) }));
  });
}

function methodCall(subject: CheckSubject, path: string, method: string): HttpAction {
  const target = path.replace(/\{[^}]+\}/g, subject.uuid('unknown-identifier'));
  return get(subject, target, { method, place: path, credential: firstIdentity(subject), safety: 'S3' });
}

/** What OPTIONS says of each path, where it says anything (RFC 9110 §9.3.7). */
function judgeOptions({ exchange }: Answer, methods: Methods): Judgement {
  const { status } = responseOf(exchange);
  if (status < 200 || status > 299 || headerValues(exchange, 'allow').length === 0) return examined(0);
  const judgement = judgeAllow(exchange, methods.get(exchange.place) ?? new Set(), methodsAround(exchange.place, methods));
  return { ...judgement, findings: judgement.findings.map((finding) => ({ ...finding, code: 'options-allow-differs' })) };
}

function judgeAllow(exchange: Answer['exchange'], declared: ReadonlySet<string>, around: ReadonlySet<string>): Judgement {
  const at = placeOf(exchange, 'allow');
  const fields = headerValues(exchange, 'allow');
  if (fields.length === 0) return violated({ code: 'allow-missing', at, want: [...declared].sort().join(', ') });
  const allowed = new Set(fields.flatMap((field) => field.split(',').map((method) => method.trim().toUpperCase())).filter((method) => method !== ''));
  const same =
    [...declared].every((method) => allowed.has(method)) &&
    [...allowed].every((method) => around.has(method) || ['HEAD', 'OPTIONS'].includes(method));
  return same ? examined(1) : violated({ code: 'allow-differs', at, got: [...allowed].sort().join(', '), want: [...declared].sort().join(', ') });
}

function judgeAnswer({ exchange }: Answer, methods: Methods): Judgement {
  const { status } = responseOf(exchange);
  const at = placeOf(exchange, exchange.request.method);
  if (status === 405) return judgeAllow(exchange, methods.get(exchange.place) ?? new Set(), methodsAround(exchange.place, methods));
  if ([401, 403, 404].includes(status)) return examined(1);
  if (status >= 200 && status < 300) return violated({ code: 'undeclared-method-accepted', at, got: String(status), want: '405' });
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return unavailable;
  if (status >= 500 && status !== 501) return undetermined('server-error', `status ${status} at ${exchange.place}`);
  return violated({ code: 'undeclared-method-not-405', at, got: String(status), want: '405' });
}

export const methodNotAllowed = defineCheck({
  id: 'probe/method-not-allowed',
  safety: 'S3',
  over: 'service',
  params: {},
  findings: ['undeclared-method-accepted', 'undeclared-method-not-405', 'allow-missing', 'allow-differs', 'options-allow-differs'],

  *probe(subject) {
    const methods = declaredMethods(subject);
    const { answers, losses } = yield* gather(undeclaredCalls(subject, methods));
    const options = yield* gather([...methods.keys()].slice(0, thoroughPaths).map((path) => ({ action: methodCall(subject, path, 'OPTIONS') })));
    const judgements = [...answers.map((answer) => judgeAnswer(answer, methods)), ...options.answers.map((answer) => judgeOptions(answer, methods))];
    return conclude(judgements, losses, subject.contract === undefined ? 'no-contract' : 'no-undeclared-method');
  },
});
