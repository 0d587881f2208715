/**
 * Contradictions in a statement that its schema cannot see.
 *
 * Source   catalogue draft §6 rules 3 and 5; contract "Safety".
 * Room     subject (floor 3). May be imported within subject only.
 */
import { inCidr, isCidr } from '../contract/address.js';
import type { Environment, Service, Statement } from '../contract/documents.js';
import { isLocalHost, isOwnDomain, isWithinDomains } from './host-names.js';
import type { StatementProblem } from './statement-problem.js';

function contradiction(pointer: string, message: string, mend: string): StatementProblem {
  return { code: 'STATEMENT_CONTRADICTION', pointer, message, mend };
}

/** Pointers of ids that stand a second time. */
function repeated(ids: readonly string[], at: string): readonly StatementProblem[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index ? [] : [contradiction(`${at}/${index}/id`, `the id "${id}" stands twice`, 'give each its own id')],
  );
}

function notRanges(ranges: readonly string[] | undefined, at: string): readonly StatementProblem[] {
  return (ranges ?? []).flatMap((range, index) =>
    isCidr(range) ? [] : [contradiction(`${at}/${index}`, `"${range}" is no address range`, 'write it as CIDR, such as 10.20.0.0/16')],
  );
}

/** Whether a host may be named by an environment of that kind. */
export function isOwnHost(statement: Pick<Statement, 'agency' | 'exchange'>, kind: Environment['kind'], host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return (
    isWithinDomains(host, statement.agency.domains) ||
    (statement.exchange?.ranges ?? []).some((range) => inCidr(bare, range)) ||
    (kind === 'local' && isLocalHost(host))
  );
}

function baseUrlProblems(statement: Statement, environment: Environment, at: string): readonly StatementProblem[] {
  const pointer = `${at}/baseUrl`;
  if (!URL.canParse(environment.baseUrl)) return [contradiction(pointer, 'this is no URL', 'write an absolute https URL')];
  const url = new URL(environment.baseUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return [contradiction(pointer, `${url.protocol} is not a web address`, 'write an https URL')];
  const problems: StatementProblem[] = [];
  if (url.username !== '' || url.password !== '') {
    problems.push(
      contradiction(pointer, 'the base URL holds a user name or password', 'state credentials under credentials.identities, by reference'),
    );
  }
  if (/[?#]/.test(environment.baseUrl)) {
    problems.push(contradiction(pointer, 'the base URL holds a query or a fragment', 'end the base URL with its path'));
  }
  if (!isOwnHost(statement, environment.kind, url.hostname)) {
    const outside =
      environment.kind === 'local'
        ? `${url.hostname} is neither a local host nor within agency.domains`
        : `${url.hostname} is outside agency.domains (${statement.agency.domains.join(', ')})`;
    problems.push(contradiction(pointer, outside, "name a host of the agency's own, or add its domain to agency.domains"));
  }
  return problems;
}

function proxyProblems({ proxy }: Environment, at: string): readonly StatementProblem[] {
  if (proxy === undefined) return [];
  const mend = 'write scheme, host and port, such as http://proxy.sample.gov.ir:3128';
  if (!URL.canParse(proxy.url)) return [contradiction(`${at}/url`, 'this is no URL', mend)];
  const url = new URL(proxy.url);
  const problems: StatementProblem[] = [];
  if (url.username !== '' || url.password !== '')
    problems.push(contradiction(`${at}/url`, 'the URL of the proxy holds a user name or password', 'state username, and password by reference'));
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    problems.push(contradiction(`${at}/url`, 'the URL of the proxy holds more than an origin', mend));
  if ((proxy.username === undefined) !== (proxy.password === undefined))
    problems.push(contradiction(at, 'a credential of the proxy is a user name and a password', 'state both username and password, or neither'));
  return problems;
}

function environmentProblems(statement: Statement, environment: Environment, at: string): readonly StatementProblem[] {
  const problems = [
    ...baseUrlProblems(statement, environment, at),
    ...notRanges(environment.network, `${at}/network`),
    ...proxyProblems(environment, `${at}/proxy`),
  ];
  if (environment.kind === 'local') return problems;
  if (environment.anchors !== undefined) {
    problems.push(contradiction(`${at}/anchors`, 'trust anchors of its own are for environments of kind local', 'remove anchors'));
  }
  if (environment.plainHttpPort !== undefined && environment.plainHttpPort !== 80) {
    problems.push(contradiction(`${at}/plainHttpPort`, 'cleartext HTTP is judged on port 80 unless the kind is local', 'remove plainHttpPort'));
  }
  return problems;
}

/** Styles that nobody looks at an interface of OpenAPI under: what a contract describes would be judged by nothing. */
const withoutRest: ReadonlySet<string> = new Set(['soap', 'web-page', 'file-transfer']);

/** A style under which a contract of the service would be judged by nothing: applicability rests on the style, and nobody may choose it against what is there. */
function unjudgedContracts({ style, contracts = [] }: Service, at: string): readonly StatementProblem[] {
  if (withoutRest.has(style) && contracts.some(({ type }) => type === 'openapi')) {
    const mend = 'state style: rest, or state the interface as a service of its own';
    return [contradiction(`${at}/style`, `the style is ${style}, but an OpenAPI contract describes an interface`, mend)];
  }
  const isPaged = style === 'web-page' || style === 'file-transfer';
  if (!isPaged || !contracts.some(({ type }) => type === 'wsdl')) return [];
  return [
    contradiction(
      `${at}/style`,
      `the style is ${style}, but a WSDL describes an interface`,
      'state style: soap, or state the interface as a service of its own',
    ),
  ];
}

function serviceProblems(statement: Statement, service: Service, at: string): readonly StatementProblem[] {
  const problems: StatementProblem[] = [
    ...repeated(
      service.environments.map(({ id }) => id),
      `${at}/environments`,
    ),
  ];
  const contracts = service.contracts ?? [];
  if (service.style === 'rest' && contracts.length > 0 && contracts.every(({ type }) => type === 'wsdl')) {
    problems.push(
      contradiction(`${at}/style`, 'the style is rest, but the only contract is a WSDL', 'state style: soap, or add the OpenAPI contract'),
    );
  }
  problems.push(...unjudgedContracts(service, at));
  service.environments.forEach((environment, index) => {
    problems.push(...environmentProblems(statement, environment, `${at}/environments/${index}`));
  });
  return problems;
}

/** Everything in which a statement contradicts itself. */
export function contradictionsOf(statement: Statement): readonly StatementProblem[] {
  const domains = statement.agency.domains.flatMap((domain, index) =>
    isOwnDomain(domain)
      ? []
      : [contradiction(`/agency/domains/${index}`, `"${domain}" is not a domain of one agency`, 'write a registered name such as sample.gov.ir')],
  );
  return [
    ...domains,
    ...notRanges(statement.exchange?.ranges, '/exchange/ranges'),
    ...repeated(
      statement.services.map(({ id }) => id),
      '/services',
    ),
    ...statement.services.flatMap((service, index) => serviceProblems(statement, service, `/services/${index}`)),
  ];
}
