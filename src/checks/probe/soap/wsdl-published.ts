/**
 * probe/wsdl-published — the WSDL is served where the statement says, with everything that it imports.
 *
 * Source   EGIF-TEC-MSG-001; WSDL 1.1 §2.1; XML Schema Part 1 §4.2; WS-I Basic Profile 1.1 R2005, R2007.
 * Evidence the WSDL at the statement's URL, else at the address of each port with `?wsdl`; and each file that it or another of them names.
 */
import { ask, defineCheck, get } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import type { JsonObject } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import type { SoapContract } from '../../../contract/soap-model.js';
import { attributeOf, childrenOf, everyChild, rootOf, type XmlNode } from '../../lint/model/xml-tree.js';
import { endpointOf } from '../../soap/soap-call.js';
import { isBusy } from '../answers.js';
import { bearable, combine } from '../gather.js';

interface Part {
  readonly url: string;
  /** Namespace that the import says; undefined: none is demanded. */
  readonly namespace?: string;
  readonly root: 'wsdl:definitions' | 'xsd:schema';
}

const maxParts = 60;
/** Schemas of standards at the places of their publishers: nobody's own. */
const standards = /^https?:\/\/(?:www\.w3\.org|schemas\.xmlsoap\.org|docs\.oasis-open\.org|ws-i\.org|schemas\.xmlsoap\.org)\//;

/** Hosts that nobody outside a house reaches: one label, reserved names, private addresses (RFC 6761, RFC 1918). */
function isInternal(hostname: string): boolean {
  return (
    !hostname.includes('.') ||
    /\.(?:local|internal|lan|corp|home|intranet|localdomain)$/i.test(hostname) ||
    /^(?:10\.|127\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(hostname)
  );
}

const optional = (namespace: string | undefined): Pick<Part, 'namespace'> => (namespace === undefined ? {} : { namespace });

/** The files that a document names, as URLs. */
function partsOf(root: XmlNode, base: string): readonly (Part | { readonly unreadable: string })[] {
  const found: (Part | { readonly unreadable: string })[] = [];
  const add = (location: string | undefined, part: Omit<Part, 'url'>): void => {
    if (location === undefined) return;
    if (URL.canParse(location, base)) found.push({ ...part, url: new URL(location, base).href.replace(/#.*$/, '') });
    else found.push({ unreadable: location });
  };
  for (const node of childrenOf(root, 'wsdl:import'))
    add(attributeOf(node, 'location'), { root: 'wsdl:definitions', ...optional(attributeOf(node, 'namespace')) });
  const schemas = [...(everyChild(root).length > 0 ? childrenOf(root, 'wsdl:types').flatMap((types) => childrenOf(types, 'xsd:schema')) : []), root];
  for (const schema of schemas) {
    for (const node of childrenOf(schema, 'xsd:import'))
      add(attributeOf(node, 'schemaLocation'), { root: 'xsd:schema', ...optional(attributeOf(node, 'namespace')) });
    for (const node of childrenOf(schema, 'xsd:include', 'xsd:redefine')) add(attributeOf(node, 'schemaLocation'), { root: 'xsd:schema' });
  }
  return found;
}

function readRoot({ xml }: CheckSubject, exchange: Exchange, part: Part): { readonly root: XmlNode } | { readonly finding: Finding } {
  const read = xml?.read(responseOf(exchange).body);
  const at = placeOf(exchange);
  if (read === undefined || 'flaw' in read) return { finding: { code: 'wsdl-part-malformed', at, got: read === undefined ? 'nothing' : read.flaw } };
  const data: JsonObject = read.data;
  const root = rootOf({ data }, part.root, '') ?? (part.root === 'wsdl:definitions' ? rootOf({ data }, 'xsd:schema', '') : undefined);
  if (root === undefined)
    return { finding: { code: 'wsdl-part-malformed', at, got: Object.keys(data).find((name) => /[:}]/.test(name)) ?? 'no root', want: part.root } };
  return { root };
}

function* fetchPart(
  subject: CheckSubject,
  part: Part,
  isFirst: boolean,
): Generator<Action, { readonly judgement: Judgement; readonly root?: XmlNode }, Observation> {
  const { hostname, origin, pathname } = new URL(part.url);
  const code = isFirst ? 'wsdl-not-served' : 'wsdl-part-not-served';
  const at = `${subject.environment.id}${pathname}`;
  const own = new URL(subject.baseUrl);
  // Where the environment itself lives in private ranges, its callers do too.
  const { kind, network = [] } = subject.environment;
  const isPublic = network.length === 0 || kind === 'local';
  if (isPublic && origin !== own.origin && isInternal(hostname) && hostname !== own.hostname)
    return { judgement: violated({ code: 'wsdl-import-internal', at, got: hostname }) };
  const exchange = yield* ask(get(subject, part.url, { tolerate: bearable, purpose: 'document', place: pathname }));
  if (exchange.lost !== undefined) return { judgement: undetermined(exchange.lost.cause, `${pathname}: ${exchange.lost.detail}`) };
  if (isBusy(exchange)) return { judgement: undetermined('server-busy', pathname) };
  const { status } = responseOf(exchange);
  if (status !== 200) return { judgement: violated({ code, at: placeOf(exchange), got: String(status), want: '200' }) };
  const read = readRoot(subject, exchange, part);
  if ('finding' in read) return { judgement: violated(read.finding) };
  const target = attributeOf(read.root, 'targetNamespace');
  if (part.namespace !== undefined && target !== part.namespace)
    return {
      judgement: violated({ code: 'wsdl-import-namespace', at: placeOf(exchange), got: target ?? 'none', want: part.namespace }),
      root: read.root,
    };
  return { judgement: examined(1), root: read.root };
}

function firstUrls(subject: CheckSubject, contract: SoapContract): readonly string[] {
  if (contract.url !== undefined) return [contract.url];
  const endpoints = contract.operations.flatMap((operation) => endpointOf(subject, operation) ?? []);
  return [...new Set(endpoints)].slice(0, 1).map((endpoint) => `${endpoint.replace(/\?.*$/, '')}?wsdl`);
}

function* judgeContract(subject: CheckSubject, contract: SoapContract): Generator<Action, Judgement, Observation> {
  const queue: Part[] = firstUrls(subject, contract).map((url) => ({ url, root: 'wsdl:definitions', namespace: contract.targetNamespace }));
  if (queue.length === 0) return undetermined('no-endpoint', contract.file);
  const seen = new Set(queue.map(({ url }) => url));
  const parts: Judgement[] = [];
  for (let index = 0; index < queue.length && index < maxParts; index += 1) {
    const part = queue[index];
    if (part === undefined) break;
    const { judgement, root } = yield* fetchPart(subject, part, index === 0);
    parts.push(judgement);
    for (const named of root === undefined ? [] : partsOf(root, part.url)) {
      if ('unreadable' in named)
        parts.push(violated({ code: 'wsdl-part-not-served', at: `${subject.environment.id}${new URL(part.url).pathname}`, got: 'no URL' }));
      else if (!seen.has(named.url) && !standards.test(named.url)) {
        seen.add(named.url);
        queue.push(named);
      }
    }
  }
  return combine(parts);
}

export const wsdlPublished = defineCheck({
  id: 'probe/wsdl-published',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['wsdl-not-served', 'wsdl-part-not-served', 'wsdl-part-malformed', 'wsdl-import-namespace', 'wsdl-import-internal'],

  *probe(subject) {
    const contracts = subject.soap ?? [];
    if (contracts.length === 0) return undetermined('no-contract');
    if (subject.xml === undefined) return undetermined('harness', 'no reader of XML');
    const parts: Judgement[] = [];
    for (const contract of contracts) parts.push(yield* judgeContract(subject, contract));
    return combine(parts);
  },
});
