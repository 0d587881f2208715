/** What probe/no-server-errors says of one answer to a POST. */
import { checkDefinitions } from '../../src/checks/index.js';
import type { CheckSubject, ReviewedAnswer } from '../../src/contract/check.js';
import type { Exchange, HttpAction, HttpResponse } from '../../src/contract/evidence.js';

interface Post {
  readonly action: Pick<HttpAction, 'place' | 'safety' | 'occasion'>;
  readonly response: HttpResponse;
  readonly operation?: ReviewedAnswer['operation'];
}

export function reviewedPost(subject: CheckSubject, { action: told, response, operation }: Post) {
  const action: HttpAction = { kind: 'http', method: 'POST', url: subject.baseUrl, credential: 'none', ...told };
  const exchange: Exchange = {
    kind: 'http',
    seq: 0,
    environment: 'local',
    place: action.place,
    at: subject.startedAt,
    elapsedMs: 1,
    request: { method: 'POST', url: action.url, headers: [], credential: action.credential },
    response,
  };
  const answer: ReviewedAnswer = { action, exchange, ...(operation === undefined ? {} : { operation }) };
  return checkDefinitions.get('probe/no-server-errors')?.review?.(subject, {}, answer);
}
