/**
 * The certificates at hand, by the service that they are about.
 *
 * One credential may come in several bundles, each with status lists of its own age. What is terminal in any of them stays so; a suspension in one and
 * none in another cannot be ordered here; else the bundle that could be told best speaks for the credential.
 * Room     eligibility (floor 3).
 */
import type { CertificateStanding } from '../contract/certificate-standing.js';
import type { CertificateCredential } from '../contract/documents.js';

/** A standing whose certificate could be read: what a decision looks at. */
export interface KnownStanding extends CertificateStanding {
  readonly certificate: CertificateCredential;
  /** Another certificate bears the same id: neither can be believed over the other. */
  readonly idTwice?: boolean;
  /** Its bundles disagree about a suspension. */
  readonly statusUnlike?: boolean;
}

export interface Standings {
  /** Those of a service, ordered by id and digest. */
  of(agency: string, service: string): readonly KnownStanding[];
  readonly known: readonly KnownStanding[];
  /** Certificates that say nothing which could be believed, so that it is not known whose they are. */
  readonly unknown: readonly CertificateStanding[];
}

const terminal: ReadonlySet<string | undefined> = new Set(['REVOKED', 'SUPERSEDED']);
const best: readonly CertificateStanding['standing'][] = ['valid', 'indeterminate', 'invalid'];

const keyOf = (agency: string, service: string): string => `${agency} ${service}`;
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const nameOf = ({ certificate, sha256 = '', code = '' }: KnownStanding): string => `${certificate.id} ${sha256} ${code}`;

function isKnown(standing: CertificateStanding): standing is KnownStanding {
  return standing.certificate !== undefined;
}

/** What several bundles of one credential say together. */
function joined(bundles: readonly [KnownStanding, ...KnownStanding[]]): KnownStanding {
  const ended = bundles.find(({ standing, code }) => standing === 'invalid' && terminal.has(code));
  if (ended !== undefined) return ended;
  const [first] = bundles;
  const told = best.flatMap((word) => bundles.filter(({ standing }) => standing === word))[0] ?? first;
  const suspended = bundles.find(({ code }) => code === 'SUSPENDED');
  return suspended !== undefined && told.standing === 'valid' ? { ...told, statusUnlike: true } : told;
}

function grouped<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** The standings of all certificates at hand, in any order. */
export function standingsOf(all: readonly CertificateStanding[]): Standings {
  const sorted = all.filter(isKnown).sort((a, b) => byText(nameOf(a), nameOf(b)));
  const single = [...grouped(sorted, ({ certificate, sha256 }) => sha256 ?? certificate.id).values()].map(joined);
  const byId = grouped(single, ({ certificate }) => certificate.id);
  const known = single.map((each) => ((byId.get(each.certificate.id) ?? []).length > 1 ? { ...each, idTwice: true } : each));
  const byService = grouped(known, ({ certificate: { credentialSubject: subject } }) => keyOf(subject.agency.legalPersonId, subject.service.id));
  return {
    of: (agency, service) => byService.get(keyOf(agency, service)) ?? [],
    known,
    unknown: all.filter((each) => !isKnown(each)),
  };
}
