/**
 * probe/violations-refused — a request that breaks the contract in one place is refused for that, and the refusal names the place.
 *
 * Source   EGIF-TEC-OAS-016; RFC 9110 §15.5; RFC 9457 §3.
 * Evidence for each operation with inputs: one mutation a call, in its body, query, path or header fields; every class of mutation in its turn. A
 *          refusal counts only if the un-mutated call was served in the same run, and only if it is one of bad input (400, 415, 422; 404 for a path;
 *          413, 414, 431 for a length). What changes data is called only where it is bound, and never in production.
 *          Other digits and letters, joiners and direction marks may also be read as what is meant: there only a failure of the server is a finding.
 * Params   maxPerOperation, and maxPerRun over all operations.
 */
import { ask, defineCheck } from '../../ask.js';
import { curlOf } from '../../curl-line.js';
import { brokenCases, chosenCases, type GeneratedCase } from '../../generate/cases.js';
import { numberParam } from '../../params.js';
import { placeOf, responseOf, textOf } from '../../read.js';
import type { Operation } from '../../../contract/api-model.js';
import type { CheckSubject, Probe } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy, isBusy } from '../answers.js';
import { conclude } from '../gather.js';
import { actionOf, baseOf, classOf, isOpenToCases, keysOf, mostShrunk, openControls, shrunk, type Controls } from '../generated-calls.js';

interface Walk {
  readonly controls: Controls;
  readonly keys: ReadonlySet<string>;
  readonly shrinks: { left: number };
}

/** What one mutated call showed. */
type Shown =
  | { readonly kind: 'refused'; readonly exchange: Exchange; readonly named: boolean | undefined }
  | { readonly kind: 'elsewhere'; readonly exchange: Exchange }
  | { readonly kind: 'borne' }
  | { readonly kind: 'judged'; readonly judgement: Judgement };

const long: ReadonlySet<string> = new Set(['maxLength', 'very-long', 'deep-nesting', 'maxItems']);

/** Whether a refusal is one of bad input at such a place. */
function isRight({ class: name, place }: GeneratedCase, status: number): boolean {
  if ([400, 415, 422].includes(status)) return true;
  return (status === 404 && place.startsWith('path ')) || ([413, 414, 431].includes(status) && long.has(name));
}

/** Whether a problem names the place; undefined where there is none to name, or the status says it. */
function isNamed({ names }: GeneratedCase, exchange: Exchange): boolean | undefined {
  if (names === undefined || ![400, 422].includes(responseOf(exchange).status)) return undefined;
  return textOf(exchange).toLowerCase().includes(names.toLowerCase());
}

const isAccepted = (exchange: Exchange): boolean => responseOf(exchange).status >= 200 && responseOf(exchange).status < 300;
const isCrash = (exchange: Exchange): boolean => responseOf(exchange).status >= 500 && !isBusy(exchange);

function* judgeCase(subject: CheckSubject, each: GeneratedCase, { shrinks }: Walk): Generator<Action, Shown, Observation> {
  const action = actionOf(subject, each.sample, classOf(each.sample.operation, 'other'), `broken ${each.place} ${each.class} ${each.way}`);
  const exchange = yield* ask(action);
  if (exchange.lost !== undefined) return { kind: 'judged', judgement: undetermined(exchange.lost.cause, exchange.lost.detail) };
  const { status } = responseOf(exchange);
  const shows = isAccepted(exchange) && each.expects === 'refused' ? isAccepted : isCrash(exchange) ? isCrash : undefined;
  if (shows !== undefined) {
    shrinks.left -= 1;
    const smallest = shrinks.left < 0 ? each : yield* shrunk(subject, each, shows);
    const sent = smallest === each ? action : actionOf(subject, smallest.sample, 'S3');
    const at = placeOf(exchange, `${each.place} ${each.class}`.trim());
    const code = shows === isAccepted ? 'violation-accepted' : 'violation-crashes';
    return { kind: 'judged', judgement: violated({ code, at, got: String(status), want: '4xx', detail: each.way, ...curlOf(sent, subject) }) };
  }
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return { kind: 'judged', judgement: unavailable };
  if (isAccepted(exchange)) return { kind: 'borne' };
  return isRight(each, status) ? { kind: 'refused', exchange, named: isNamed(each, exchange) } : { kind: 'elsewhere', exchange };
}

/** The refusals of one operation as one judgement. */
function summed(subject: CheckSubject, operation: Operation, shown: readonly Shown[]): readonly Judgement[] {
  const judged = shown.flatMap((each) => (each.kind === 'judged' ? [each.judgement] : []));
  const refused = shown.filter((each) => each.kind === 'refused');
  const [elsewhere] = shown.filter((each) => each.kind === 'elsewhere');
  if (refused.length === 0 && judged.length === 0 && elsewhere !== undefined)
    return [undetermined('refused-for-another-reason', `status ${responseOf(elsewhere.exchange).status} at ${operation.method} ${operation.path}`)];
  const named = refused.filter((each) => each.named !== undefined);
  const [unnamed] = named;
  if (unnamed === undefined || named.some((each) => each.named === true)) return [...judged, examined(refused.length)];
  const { request } = unnamed.exchange;
  const at = placeOf(unnamed.exchange, request.method);
  const finding = { code: 'violation-place-unnamed', at, want: 'a problem that names the place', ...curlOf(request, subject) };
  return [...judged, examined(refused.length, [finding])];
}

function* judgeOperation(
  subject: CheckSubject,
  operation: Operation,
  most: number,
  walk: Walk,
): Generator<Action, readonly Judgement[], Observation> {
  const sample = baseOf(subject, operation);
  const cases = sample === undefined ? [] : chosenCases(brokenCases(sample, walk.keys), most, subject.choice(`broken ${operation.id}`));
  if (sample === undefined || cases.length === 0) return [];
  const control = yield* walk.controls.refusedBecause(sample);
  // What nobody gave data for may well not exist: its refusal says nothing of the service.
  if (control !== undefined) return sample.from === 'generated' ? [] : [control];
  const shown: Shown[] = [];
  for (const each of cases) {
    if ((yield* walk.controls.refusedBecause(each.twin)) !== undefined) continue;
    shown.push(yield* judgeCase(subject, each, walk));
  }
  return summed(subject, operation, shown);
}

function* probe(subject: CheckSubject, most: { readonly perOperation: number; readonly perRun: number }): Probe {
  const open = (subject.contract?.operations ?? []).filter((operation) => isOpenToCases(subject, operation));
  const share = Math.min(most.perOperation, Math.max(1, Math.floor(most.perRun / Math.max(1, open.length))));
  const walk: Walk = { controls: openControls(subject), keys: keysOf(subject), shrinks: { left: mostShrunk } };
  const judgements: Judgement[] = [];
  for (const operation of open) judgements.push(...(yield* judgeOperation(subject, operation, share, walk)));
  const narrowed = ({ cause, findings }: Judgement): boolean =>
    findings.length === 0 && (cause?.code === 'no-consent' || cause?.code === 'no-credential');
  return conclude(
    judgements.filter((judgement) => !narrowed(judgement)),
    judgements.filter(narrowed),
    subject.contract === undefined ? 'no-contract' : 'no-test-data',
  );
}

export const violationsRefused = defineCheck({
  id: 'probe/violations-refused',
  safety: 'S4',
  needs: 'S3',
  over: 'service',
  params: { maxPerOperation: 'count', maxPerRun: 'count' },
  findings: ['violation-accepted', 'violation-crashes', 'violation-place-unnamed'],
  probe: (subject, params) =>
    probe(subject, { perOperation: numberParam(params, 'maxPerOperation', 20), perRun: numberParam(params, 'maxPerRun', 600) }),
});
