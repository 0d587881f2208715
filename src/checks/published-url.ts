/**
 * Where a document that a contract names is found in the environment under test.
 *
 * A contract names its own documents by production's URL. What lies below one of its servers is asked of the environment's base URL instead; a
 * relative reference is taken below it. Anything else is left as it stands: the engine contacts no host outside the statement.
 *
 * Source   OpenAPI 3.1.1 §4.8.5 (servers), RFC 3986 §5 (references).
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { CheckSubject } from '../contract/check.js';
import { memberOf } from '../contract/json.js';

function serverUrls({ contract }: CheckSubject): readonly string[] {
  const servers = memberOf(contract?.document.data, 'servers');
  return (Array.isArray(servers) ? servers : []).flatMap((server) => {
    const url = memberOf(server, 'url');
    return typeof url === 'string' && URL.canParse(url) ? [url.replace(/\/+$/, '')] : [];
  });
}

/** The absolute http or https URL of a reference, or undefined where it is none (a URN, a bare name with a scheme). */
export function publishedUrl(subject: CheckSubject, reference: string): string | undefined {
  const server = serverUrls(subject).find((url) => reference.startsWith(`${url}/`));
  const wanted = server === undefined ? reference : `${subject.baseUrl}${reference.slice(server.length)}`;
  if (!URL.canParse(wanted, `${subject.baseUrl}/`)) return undefined;
  const url = new URL(wanted, `${subject.baseUrl}/`);
  return /^https?:$/.test(url.protocol) ? url.href : undefined;
}
