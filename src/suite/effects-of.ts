/**
 * What a run did to the state of the service, told from its evidence alone: a replay tells the same.
 *
 * A request may change something if its method is none of the safe ones (RFC 9110 §9.2.1), unless the contract or the statement calls that very
 * operation safe. Requests for tokens change nothing of the service.
 *
 * Room     suite (floor 5).
 */
import type { Report } from '../contract/documents.js';
import type { Exchange, Observation } from '../contract/evidence.js';
import type { PreparedCase } from './prepare.js';

type Effects = NonNullable<Report['effects']>;

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

const isServed = ({ response }: Exchange): boolean => response !== undefined && response.status >= 200 && response.status < 300;

function locationOf({ request, response }: Exchange): string | undefined {
  const [, value] = response?.headers.find(([name]) => name.toLowerCase() === 'location') ?? [];
  return value !== undefined && URL.canParse(value, request.url) ? new URL(value, request.url).href : undefined;
}

/** How many of each operation's resources were created and not deleted. */
function leftBehind(created: ReadonlyMap<string, string>, deleted: ReadonlySet<string>): readonly string[] {
  const counts = new Map<string, number>();
  for (const [resource, operation] of created) if (!deleted.has(resource)) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  return [...counts].map(([operation, count]) => `${operation}: ${count}`).sort();
}

/** Counts what was sent that may change something, and what became of what was created. */
export function effectsOf(prepared: Pick<PreparedCase, 'contract' | 'settings'>, observations: Iterable<Observation>): Effects {
  const safe = new Set((prepared.contract?.operations ?? []).filter((operation) => operation.safe).map(({ method, path }) => `${method} ${path}`));
  const mayChange: Exchange[] = [];
  for (const each of observations) {
    if (each.kind !== 'http' || each.place === 'token' || safeMethods.has(each.request.method.toUpperCase())) continue;
    if (!safe.has(`${each.request.method} ${each.place}`)) mayChange.push(each);
  }
  const sent = mayChange.filter(
    ({ lost }) => lost === undefined || !['no-consent', 'blocked', 'no-credential', 'budget', 'stopped'].includes(lost.cause),
  );
  const created = new Map<string, string>();
  for (const exchange of sent.filter((each) => each.request.method === 'POST' && isServed(each))) {
    const { status } = exchange.response ?? { status: 0 };
    const url = locationOf(exchange);
    // A creation without an address cannot be told from its repetition: each counts.
    if (status === 201 || status === 202) created.set(url ?? `answer ${exchange.seq}`, `${exchange.request.method} ${exchange.place}`);
  }
  const gone = sent.filter(({ request, response }) => request.method === 'DELETE' && (response?.status === 404 || response?.status === 410));
  const removed = sent.filter((each) => each.request.method === 'DELETE' && isServed(each));
  const deleted = new Set([...removed, ...gone].map(({ request }) => request.url).filter((url) => created.has(url)));
  return {
    permitted: prepared.settings.maxSafety,
    readOnly: sent.length === 0,
    changing: sent.length,
    refused: mayChange.length - sent.length,
    created: created.size,
    deleted: deleted.size,
    left: [...leftBehind(created, deleted)],
  };
}
