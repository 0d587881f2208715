/**
 * probe/certificate-trust — the certificate is trusted, in date, not revoked, and names the host.
 *
 * Trust is what the law's list and, where it allows them, the platform's roots say. A list that nobody has filled yet says nothing against a chain
 * that ends at a root unknown to the platform: that is not told.
 *
 * Source   EGIF-TEC-TLS-005; RFC 5280 §6.1; RFC 9525 §6; RFC 6960 §3.2.
 * Evidence one full handshake with its OCSP staple, if one came, and the server's Date, so that no date is judged by one clock alone.
 * Params   trust, id of a trust list; platformRoots.
 */
import { ask, defineCheck } from '../../ask.js';
import { flagParam, textParam } from '../../params.js';
import { placeOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import type { ServedCertificate, Staple, TlsSession } from '../../../contract/evidence.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { combine } from '../gather.js';
import { agreed, clocksOf, type Clocks } from './clocks.js';
import { sessionOf } from './tls.js';

type Session = NonNullable<TlsSession['session']>;

function judgeDates(leaf: ServedCertificate, clocks: Clocks, at: string): Judgement {
  const side = agreed(clocks, (now) => (Date.parse(leaf.notAfter) < now ? 'over' : Date.parse(leaf.notBefore) > now ? 'to come' : 'valid'));
  if (side === 'over') return examined(1, [{ code: 'certificate-expired', at, got: leaf.notAfter }]);
  if (side === 'to come') return examined(1, [{ code: 'certificate-not-yet-valid', at, got: leaf.notBefore }]);
  return side === 'valid' ? examined(1) : undetermined('clock-doubtful', `valid from ${leaf.notBefore} to ${leaf.notAfter}`);
}

/** Revocation as far as the server itself brings the proof of it: signed by who may, and still current. */
function judgeStaple(staple: Staple | undefined, clocks: Clocks, at: string): readonly Finding[] {
  if (staple?.status !== 'revoked' || !staple.signed) return [];
  const { nextUpdate, revokedAt } = staple;
  const current = nextUpdate === undefined || agreed(clocks, (now) => Date.parse(nextUpdate) >= now) === true;
  return current ? [{ code: 'certificate-revoked', at, ...(revokedAt === undefined ? {} : { got: revokedAt }) }] : [];
}

/** Words of the platform for a chain that is in order but ends at a root that nobody has named. */
const unknownRoot = /^(?:UNABLE_TO_(?:GET_ISSUER|VERIFY_LEAF)|SELF_SIGNED_CERT_IN_CHAIN)/;

/** Whether this run knew whom to trust: the law's list is filled, or the statement of a local environment brings its own. */
function isDecided({ trustLists }: Session, list: string): boolean {
  if (trustLists === undefined || list === '') return true;
  return trustLists.some(({ name, certificates }) => certificates > 0 && (name === list || name === 'statement'));
}

function judgeTrust(session: Session, law: { readonly list: string; readonly platformRoots: boolean }, at: string): Judgement {
  const { trusted, trustedBy = [], trustError = 'no trusted anchor' } = session;
  if (trusted) {
    const allowed = trustedBy.length === 0 || trustedBy.some((name) => name !== 'platform' || law.platformRoots);
    return allowed ? examined(1) : undetermined('trust-list-empty', `trusted by ${trustedBy.join(', ')} only`);
  }
  if (unknownRoot.test(trustError) && !isDecided(session, law.list)) {
    return undetermined('trust-list-empty', `${law.list} names no root yet: ${trustError}, ${session.chain.at(-1)?.issuer ?? ''}`);
  }
  return examined(1, [{ code: 'certificate-untrusted', at, got: trustError }]);
}

export const certificateTrust = defineCheck({
  id: 'probe/certificate-trust',
  safety: 'S1',
  over: 'service',
  params: { trust: 'text', platformRoots: 'flag' },
  findings: ['certificate-untrusted', 'certificate-expired', 'certificate-not-yet-valid', 'certificate-wrong-host', 'certificate-revoked'],

  *probe(subject, params) {
    const observation = yield* ask(sessionOf(subject));
    const session = observation.session;
    const [leaf] = session?.chain ?? [];
    if (session === undefined || leaf === undefined) return undetermined('no-certificate', 'the handshake showed no certificate');
    const clocks = yield* clocksOf(subject);
    const at = placeOf(observation, 'certificate');
    const dates = judgeDates(leaf, clocks, at);
    const name = session.hostMatches ? examined(1) : examined(1, [{ code: 'certificate-wrong-host', at, got: leaf.subjectAltNames.join(', ') }]);
    const revoked = examined(0, judgeStaple(session.staple, clocks, at));
    const own = combine([dates, name, revoked]);
    // A client that stops at the date says nothing of the chain, and one that stops at the name neither.
    const stopped = own.findings.length > 0 || own.cause !== undefined;
    const explained = stopped && /expired|not[-_ ]yet[-_ ]valid|altname|hostname/i.test(session.trustError ?? '');
    if (explained) return own;
    const law = { list: textParam(params, 'trust', ''), platformRoots: flagParam(params, 'platformRoots', true) };
    return combine([own, judgeTrust(session, law, at)]);
  },
});
