/**
 * probe/content-type — every answer with content says truly what it is.
 *
 * Source   EGIF-TEC-HTP-008; RFC 9110 §8.3; RFC 8259 §8.1 (UTF-8).
 * Evidence the status resource, an unknown path, each safe operation with and without a credential; and every other answer of the run.
 */
import { defineCheck } from '../../ask.js';
import { headerValues, isJsonType, jsonOf, mediaTypeOf, placeOf, responseOf, textOf } from '../../read.js';
import type { DocumentedResponse, Operation } from '../../../contract/api-model.js';
import type { Finding } from '../../../contract/documents.js';
import { examined, type Judgement } from '../../../contract/judgement.js';
import { hasContent, isBusy } from '../answers.js';
import { commonCalls } from '../calls.js';
import { documentedFor } from '../api/documented.js';
import { conclude, gather, type Answer } from '../gather.js';

const isXmlType = (type: string): boolean => type === 'application/xml' || type === 'text/xml' || type.endsWith('+xml');
const isText = (type: string): boolean => isJsonType(type) || isXmlType(type) || type.startsWith('text/');

function isUtf8(octets: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(octets);
    return true;
  } catch {
    return false;
  }
}

/** Whether a documented media type or range (`application/*`) covers a type; a problem document is accepted for any error. */
function covers(response: DocumentedResponse, type: string, status: number): boolean {
  if (status >= 400 && /^application\/problem\+(json|xml)$/.test(type)) return true;
  return response.bodies.some(({ mediaType }) => {
    const [documented = ''] = mediaType.toLowerCase().split(';');
    const name = documented.trim();
    return name === type || name === '*/*' || (name.endsWith('/*') && type.startsWith(name.slice(0, -1)));
  });
}

function undocumented(operation: Operation | undefined, type: string, status: number): boolean {
  const response = operation === undefined ? undefined : documentedFor(operation, status);
  return response !== undefined && response.bodies.length > 0 && !covers(response, type, status);
}

function bodyFinding(exchange: Answer['exchange'], type: string): Finding | undefined {
  const at = placeOf(exchange, 'body');
  if (isText(type) && !isUtf8(responseOf(exchange).body)) return { code: 'body-not-utf8', at, got: type };
  if (isJsonType(type) && jsonOf(exchange) === undefined) return { code: 'body-not-as-typed', at, want: type };
  if (
    isXmlType(type) &&
    !textOf(exchange)
      .replace(/^\uFEFF/, '')
      .trimStart()
      .startsWith('<')
  )
    return { code: 'body-not-as-typed', at, want: type };
  return undefined;
}

function judgeOne({ exchange, operation }: Answer): Judgement {
  if (!hasContent(exchange) || isBusy(exchange)) return examined(0);
  const at = placeOf(exchange, 'content-type');
  const values = headerValues(exchange, 'content-type');
  const media = mediaTypeOf(exchange);
  if (media === undefined) return examined(1, [{ code: 'content-type-missing', at }]);
  const wellFormed = values.length === 1 && /^[!#$%&'*+.^_`|~0-9a-z-]+\/[!#$%&'*+.^_`|~0-9a-z-]+$/.test(media.type);
  if (!wellFormed) return examined(1, [{ code: 'content-type-malformed', at, got: values.join(', ') }]);
  const findings: Finding[] = [];
  const charset = media.parameters.get('charset');
  if (charset !== undefined && !/^utf-?8$/i.test(charset) && isText(media.type))
    findings.push({ code: 'charset-not-utf8', at, got: charset, want: 'utf-8' });
  const { status } = responseOf(exchange);
  if (undocumented(operation, media.type, status)) findings.push({ code: 'media-type-undocumented', at, got: `${status} ${media.type}` });
  const wrong = bodyFinding(exchange, media.type);
  if (wrong !== undefined) findings.push(wrong);
  return examined(1, findings);
}

export const contentType = defineCheck({
  id: 'probe/content-type',
  safety: 'S2',
  needs: 'S1',
  over: 'service',
  params: {},
  findings: ['content-type-missing', 'content-type-malformed', 'charset-not-utf8', 'media-type-undocumented', 'body-not-as-typed', 'body-not-utf8'],

  *probe(subject) {
    const { answers, losses } = yield* gather(commonCalls(subject));
    return conclude(answers.map(judgeOne), losses, 'no-content-observed');
  },

  review: (_subject, _params, answer) => (answer.exchange.request.method === 'HEAD' ? examined(0) : judgeOne(answer)),
});
