/**
 * The certificates at hand, by the service that they are about.
 *
 * One credential may come in several bundles, each with status lists of its own age. What is terminal in any of them stays so; a suspension in one and
 * none in another cannot be ordered here; else the bundle that could be told best speaks for the credential.
 * Room     eligibility (floor 3).
 */
import type { CertificateStanding } from '../contract/certificate-standing.js';
import type { CertificateCredential, ParticipationCredential } from '../contract/documents.js';

/** A standing whose certificate could be read: what a decision looks at. */
export interface KnownStanding extends CertificateStanding {
  readonly certificate: CertificateCredential;
  /** Another certificate bears the same id: neither can be believed over the other. */
  readonly idTwice?: boolean;
  /** Its bundles disagree about a suspension. */
  readonly statusUnlike?: boolean;
}

/** A standing of a certificate of participation: no decision looks at it, the yearly score counts it. */
export interface ParticipationStanding extends CertificateStanding {
  readonly participation: ParticipationCredential;
  readonly idTwice?: boolean;
  readonly statusUnlike?: boolean;
}

export interface Standings {
  /** Those of a service, ordered by id and digest. */
  of(agency: string, service: string): readonly KnownStanding[];
  readonly known: readonly KnownStanding[];
  /** Those of agencies that took part in the work of a cluster. */
  readonly participations: readonly ParticipationStanding[];
  /** Certificates that say nothing which could be believed, so that it is not known whose they are. */
  readonly unknown: readonly CertificateStanding[];
}

const terminal: ReadonlySet<string | undefined> = new Set(['REVOKED', 'SUPERSEDED']);
const best: readonly CertificateStanding['standing'][] = ['valid', 'indeterminate', 'invalid'];

const keyOf = (agency: string, service: string): string => `${agency} ${service}`;
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function isKnown(standing: CertificateStanding): standing is KnownStanding {
  return standing.certificate !== undefined;
}

function isParticipation(standing: CertificateStanding): standing is ParticipationStanding {
  return standing.participation !== undefined;
}

/** What several bundles of one credential say together. */
function joined<T extends CertificateStanding>(bundles: readonly [T, ...T[]]): T & { readonly statusUnlike?: boolean } {
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

/** Each credential once, ordered by id and digest. */
function singleOf<T extends CertificateStanding>(all: readonly T[], idOf: (each: T) => string): readonly (T & { readonly statusUnlike?: boolean })[] {
  const nameOf = (each: T): string => `${idOf(each)} ${each.sha256 ?? ''} ${each.code ?? ''}`;
  const sorted = [...all].sort((a, b) => byText(nameOf(a), nameOf(b)));
  return [...grouped(sorted, (each) => each.sha256 ?? idOf(each)).values()].map(joined);
}

/** The standings of all certificates at hand, in any order. */
export function standingsOf(all: readonly CertificateStanding[]): Standings {
  const single = singleOf(all.filter(isKnown), ({ certificate: { id } }) => id);
  const participations = singleOf(all.filter(isParticipation), ({ participation: { id } }) => id);
  const times = new Map<string, number>();
  for (const id of [...single.map(({ certificate }) => certificate.id), ...participations.map(({ participation }) => participation.id)])
    times.set(id, (times.get(id) ?? 0) + 1);
  const isTwice = ({ id }: { readonly id: string }): boolean => (times.get(id) ?? 0) > 1;
  const known = single.map((each) => (isTwice(each.certificate) ? { ...each, idTwice: true } : each));
  const byService = grouped(known, ({ certificate: { credentialSubject: subject } }) => keyOf(subject.agency.legalPersonId, subject.service.id));
  return {
    of: (agency, service) => byService.get(keyOf(agency, service)) ?? [],
    known,
    participations: participations.map((each) => (isTwice(each.participation) ? { ...each, idTwice: true } : each)),
    unknown: all.filter((each) => !isKnown(each) && !isParticipation(each)),
  };
}
