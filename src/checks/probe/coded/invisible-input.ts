/**
 * probe/invisible-input — a text with invisible direction controls is refused, or stored without them.
 *
 * Source   EGIF-DAT-CHR-005; UTR #36 §2, UAX #9. U+202E turns what follows it, U+200B shows nothing.
 * Evidence for the operation's sample with a free text in its JSON body: the text with both characters in its middle. What a service that takes it has
 *          stored is read from its answer, or from the resource that Location names; after a change the sample as it is. Never sent to production; what
 *          creates or changes needs consent of class S4.
 */
import type { Json, Sample } from '../../../contract/api-model.js';
import type { CheckSubject, Probe } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { satisfied, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { alteredSample, type Altered } from '../../altered-sample.js';
import { ask, callOf, defineCheck, get } from '../../ask.js';
import { keywordOf, type Node } from '../../data/instance.js';
import { kindOf } from '../../data/recognise.js';
import { bodyMayHold } from '../../declared-values.js';
import { headerValues, jsonOf, placeOf, responseOf } from '../../read.js';
import { busy } from '../answers.js';
import { firstIdentity, sendable, unsendable } from '../calls.js';
import { bearable } from '../gather.js';
import { createdBy, remove } from '../flow/resource.js';
import { keepsToContract } from '../request-body.js';

const marks = '\u202e\u200b';

/** A text that the contract leaves free, but for its length and a pattern. */
function isFreeText(node: Node): boolean {
  const kind = kindOf(node);
  const type = keywordOf(node, 'type');
  const isText = type === undefined || type === 'string' || (Array.isArray(type) && type.includes('string'));
  const closed = ['enum', 'format', 'const', 'properties', 'items'].some((keyword) => keywordOf(node, keyword) !== undefined);
  return isText && !closed && (kind === undefined || kind === 'persian-text');
}

/** Whether the marks find room: what is too long is refused for its length. */
function hasRoom(node: Node, text: string): boolean {
  const most = keywordOf(node, 'maxLength');
  return typeof most !== 'number' || [...text].length <= most;
}

/**
 * The sample with the marks in its first free text: one of words that the contract would take as it is, else one whose pattern is there to keep them out.
 * What the contract refuses for another reason tells nothing.
 */
function marked(sample: Sample): (Altered & { readonly clean: string }) | undefined {
  if (sample.body === undefined) return undefined;
  const bare = { ...sample, url: sample.url.split('?')[0] ?? sample.url };
  for (const isPatterned of [false, true]) {
    let clean = '';
    const altered = alteredSample(bare, (node) => {
      const hasPattern = keywordOf(node, 'pattern') !== undefined;
      if (!isFreeText(node) || hasPattern !== isPatterned || !(isPatterned || /\p{L}{2}/u.test(node.value))) return undefined;
      const middle = Math.floor(node.value.length / 2);
      const text = node.value.slice(0, middle) + marks + node.value.slice(middle);
      if (!hasRoom(node, text)) return undefined;
      clean = node.value;
      return text;
    });
    if (altered !== undefined && (isPatterned || keepsToContract(altered.sample) !== false))
      return { ...altered, sample: { ...altered.sample, url: sample.url }, clean };
  }
  return undefined;
}

/** Every text of a value. */
function textsOf(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** What an answer shows of the stored text: undefined where it does not show it. */
function shown(exchange: Exchange, clean: string, spot: string): Judgement | undefined {
  const texts = textsOf(jsonOf(exchange)?.value);
  if (texts.some((text) => /[\u202e\u200b]/.test(text)))
    return violated({ code: 'invisible-input-stored', at: placeOf(exchange, spot), got: 'U+202E, U+200B' });
  return texts.includes(clean) ? satisfied : undefined;
}

function* judgeStored(
  subject: CheckSubject,
  exchange: Exchange,
  own: { readonly clean: string; readonly spot: string },
): Generator<Action, Judgement, Observation> {
  const told = shown(exchange, own.clean, own.spot);
  const [location] = headerValues(exchange, 'location');
  if (told !== undefined) return told;
  if (location === undefined || !URL.canParse(location, subject.baseUrl)) return undetermined('stored-text-not-shown', exchange.place);
  const url = new URL(location, subject.baseUrl).href;
  const stored = yield* ask(get(subject, url, { credential: firstIdentity(subject), safety: 'S2', place: exchange.place }));
  return shown(stored, own.clean, own.spot) ?? undetermined('stored-text-not-shown', exchange.place);
}

function* probe(subject: CheckSubject): Probe {
  const { operation } = subject;
  const sample = operation === undefined ? undefined : sendable(subject, operation);
  if (operation === undefined || sample === undefined) return unsendable(subject, operation);
  const altered = marked(sample);
  if (altered === undefined) return undetermined('nothing-of-the-kind');
  if (subject.environment.kind === 'production') return undetermined('no-consent', 'never sent to production');
  const exchange = yield* ask(callOf(subject, altered.sample, { safety: operation.safe ? 'S3' : 'S4' }));
  const { status } = responseOf(exchange);
  if ([400, 409, 422].includes(status)) return status === 409 ? undetermined('unexpected-answer', 'status 409') : satisfied;
  if (status >= 200 && status < 300) {
    try {
      return yield* judgeStored(subject, exchange, altered);
    } finally {
      if (operation.method === 'POST' && !operation.safe) yield* remove(subject, createdBy(subject, exchange, sample));
      // The resource of the statement holds again what the statement puts there.
      else if (!operation.safe) yield* ask({ ...callOf(subject, sample, { safety: 'S4' }), tolerate: bearable });
    }
  }
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return unavailable;
  if (status >= 500)
    return violated({ code: 'invisible-input-crashes', at: placeOf(exchange, altered.spot), got: String(status), want: '400 or 422' });
  return undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
}

export const invisibleInput = defineCheck({
  id: 'probe/invisible-input',
  safety: 'S4',
  needs: 'S3',
  over: 'body-operations',
  params: {},
  concerns: (operation) => bodyMayHold(operation, isFreeText),
  findings: ['invisible-input-stored', 'invisible-input-crashes'],
  probe,
});
