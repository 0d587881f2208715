import { strict as assert } from 'node:assert';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'mocha';
import { type CertificateOptions, type CertificateVerification, verifyCertificate } from '../../../src/attestation/certificate/verify.js';
import { encodeBits } from '../../../src/attestation/trust/status-list.js';
import type { CertificateBundle, CertificateCredential, StatusListCredential } from '../../../src/contract/documents.js';
import { agencyId, authorityOf, day, digest, type Editable, listUrl, nationOf, now, otherAgencyId, statusIndex } from '../nation.js';
import { forgeCompact, malleated, octetsOf, withCompact } from './forgeries.js';

const at = now.getTime();
const nation = await nationOf();
const { seals, trust, credential, statusList, staple } = nation;
const good = await nation.bundle();
const stranger = authorityOf();

type Change = (certificate: Editable<CertificateCredential>) => void;
type ListChange = (list: Editable<StatusListCredential>) => void;
const purposes = ['revocation', 'suspension', 'refresh'] as const;

const said = (change: Change): Promise<CertificateBundle> => nation.bundle(credential(change));
const subject = (change: (of: Editable<CertificateCredential['credentialSubject']>) => void): Promise<CertificateBundle> =>
  said((of) => change(of.credentialSubject));
const named = (fa: string, en = 'Sample agency'): Promise<CertificateBundle> =>
  subject((of) => {
    of.agency.name = { fa, en };
  });
const origins = (...values: readonly string[]): Promise<CertificateBundle> =>
  subject((of) => {
    of.origins = values;
  });
/** The good bundle with its revocation list changed and signed again. */
const revocation = async (change: ListChange, given: Parameters<typeof staple>[1] = {}): Promise<CertificateBundle> => ({
  ...good,
  statusLists: [await staple(statusList('revocation', [], change), given), ...good.statusLists.slice(1)],
});
const listed = (change: (lists: CertificateBundle['statusLists']) => unknown): unknown => ({ ...good, statusLists: change(good.statusLists) });
const withHeader = (header: Record<string, unknown>): unknown => ({ ...good, credential: forgeCompact(credential(), seals.issuer, header) });
const believing = async (change: Parameters<typeof nation.believe>[0]): Promise<Partial<CertificateOptions>> => ({
  trust: await nation.believe(change),
});
const issuerKey = (change: object): Promise<Partial<CertificateOptions>> =>
  believing((list) => {
    list.roles.issuer = list.roles.issuer.map((key) => ({ ...key, ...change }));
  });
const [head = '', body = '', signature = ''] = good.credential.split('.');
const weekLater = { at: Date.parse(day(8)) };
const freshLists = await Promise.all(
  purposes.map((purpose) =>
    staple(
      statusList(purpose, [], (of) => {
        of.sequence = 11;
        of.validFrom = day(8);
        of.validUntil = day(15);
      }),
      { listsAt: new Date(day(8)) },
    ),
  ),
);
const revokedList = await staple(
  statusList('revocation', [statusIndex], (of) => {
    of.sequence = 11;
  }),
);

type Case = readonly [why: string, code: string, bundle: unknown, options?: Partial<CertificateOptions>];

const envelope: readonly Case[] = [
  ['the genuine bundle', 'valid', good],
  ['no JSON', 'JSON_SYNTAX', '{'],
  ['nothing', 'JSON_SYNTAX', ''],
  ['a byte order mark', 'JSON_UTF8', `\ufeff${JSON.stringify(good)}`],
  ['bytes that are no UTF-8', 'JSON_UTF8', Buffer.from([0x7b, 0x22, 0xff, 0x22])],
  ['something behind it', 'JSON_TRAILING', `${JSON.stringify(good)}{}`],
  ['a member twice', 'JSON_DUPLICATE_MEMBER', JSON.stringify(good).replace('{', '{"credential":"a.b.c",')],
  ['a member named __proto__', 'JSON_FORBIDDEN_MEMBER', JSON.stringify(good).replace('{', '{"__proto__":{},')],
  ['lists within lists', 'JSON_DEPTH', `{"mediaType":${'['.repeat(60)}${']'.repeat(60)}}`],
  ['half a character', 'JSON_SURROGATE', JSON.stringify(good).replace('{', '{"more":"\\ud800",')],
  ['25 megabytes', 'JSON_TOO_LARGE', ' '.repeat(25 * 1024 * 1024)],
  ['a list', 'BUNDLE_MEDIATYPE', []],
  ['another media type', 'BUNDLE_MEDIATYPE', { ...good, mediaType: 'application/vnd.egif.certificate+json;v=2' }],
  ['no media type', 'BUNDLE_MEDIATYPE', { ...good, mediaType: undefined }],
  ['a further member', 'BUNDLE_MEMBER', { ...good, more: 1 }],
  ['no status lists', 'BUNDLE_MEMBER', { ...good, statusLists: undefined }],
  ['nine status lists', 'BUNDLE_MEMBER', listed((lists) => [...lists, ...lists, ...lists])],
  ['a status list with a further member', 'BUNDLE_MEMBER', listed((lists) => lists.map((each) => ({ ...each, more: 1 })))],
  ['a status list without its address', 'BUNDLE_MEMBER', listed((lists) => lists.map(({ url: _url, ...each }) => each))],
  ['a status list that is a text', 'BUNDLE_MEMBER', listed((lists) => lists.map((each) => each.credential))],
  ['a proof that is no text', 'BUNDLE_MEMBER', { ...good, logProof: 1 }],
  ['no certificate', 'BUNDLE_CREDENTIAL', { ...good, credential: undefined }],
  ['an empty certificate', 'BUNDLE_CREDENTIAL', { ...good, credential: '' }],
  ['a certificate of two parts', 'BUNDLE_CREDENTIAL', { ...good, credential: 'a.b' }],
  ['a certificate of four parts', 'BUNDLE_CREDENTIAL', { ...good, credential: 'a.b.c.d' }],
  ['a certificate without signature', 'BUNDLE_CREDENTIAL', { ...good, credential: `${head}.${body}.` }],
  ['an enormous certificate', 'BUNDLE_CREDENTIAL', { ...good, credential: `${head}.${'a'.repeat(200_000)}.${signature}` }],
  [
    'a payload of another certificate',
    'JWS_BAD_SIGNATURE',
    {
      ...good,
      credential: `${head}.${
        forgeCompact(
          credential((of) => {
            of.id = 'urn:egif:cert:IR-2026-000002';
          }),
          seals.issuer,
        ).split('.')[1]
      }.${signature}`,
    },
  ],
  ['a signature of zeros', 'JWS_BAD_SIGNATURE', { ...good, credential: `${head}.${body}.${Buffer.alloc(64).toString('base64url')}` }],
  [
    'a signature in DER',
    'JWS_BAD_SIGNATURE',
    { ...good, credential: `${head}.${body}.${Buffer.concat([Buffer.from([0x30, 0x44]), Buffer.alloc(68)]).toString('base64url')}` },
  ],
  ['padding', 'JWS_BASE64', { ...good, credential: `${good.credential}=` }],
  ['alg none', 'JWS_ALG', withHeader({ alg: 'none' })],
  ['HS256', 'JWS_ALG', withHeader({ alg: 'HS256' })],
  ['RS512', 'JWS_ALG', withHeader({ alg: 'RS512' })],
  ['EdDSA', 'JWS_ALG', withHeader({ alg: 'EdDSA' })],
  ['RS256 on a P-256 key', 'JWS_ALG_KEY_MISMATCH', withHeader({ alg: 'RS256' })],
  ['PS256 on a P-256 key', 'JWS_ALG_KEY_MISMATCH', withHeader({ alg: 'PS256' })],
  ['the type of a report', 'JWS_TYP', withHeader({ typ: 'egif-report+jws' })],
  ['the type JWT', 'JWS_TYP', withHeader({ typ: 'JWT' })],
  ['the type of a status list of another kind', 'JWS_TYP', withHeader({ typ: 'statuslist+jwt' })],
  ['crit', 'JWS_CRIT', withHeader({ crit: ['exp'] })],
  ['jwk', 'JWS_HEADER_PARAM', withHeader({ jwk: {} })],
  ['jku', 'JWS_HEADER_PARAM', withHeader({ jku: 'https://a.example' })],
  ['x5u', 'JWS_HEADER_PARAM', withHeader({ x5u: 'https://a.example' })],
  ['kid', 'JWS_HEADER_PARAM', withHeader({ kid: 'a' })],
  ['b64', 'JWS_HEADER_PARAM', withHeader({ b64: false })],
  ['no cty', 'JWS_HEADER_PARAM', withHeader({ cty: undefined })],
  ['no iat', 'JWS_IAT', withHeader({ iat: undefined })],
  ['iat as a fraction', 'JWS_IAT', withHeader({ iat: at / 1000 + 0.5 })],
  ['a signing time in the future', 'SIGNED_IN_FUTURE', withHeader({ iat: at / 1000 + 400 })],
  ['no x5c', 'JWS_X5C', withHeader({ x5c: undefined })],
  ['an empty x5c', 'JWS_X5C', withHeader({ x5c: [] })],
  ['seven certificates', 'JWS_X5C', withHeader({ x5c: Array.from({ length: 7 }, () => seals.issuer.certificate.toString('base64')) })],
  ['a certificate in x5c that is no base64', 'JWS_X5C', withHeader({ x5c: ['*'] })],
  ['the thumbprint of another certificate', 'JWS_X5T', withHeader({ 'x5t#S256': 'a' })],
  [
    'a leaf exchanged with its thumbprint',
    'JWS_BAD_SIGNATURE',
    { ...good, credential: `${forgeCompact(credential(), seals.status).split('.')[0]}.${body}.${signature}` },
  ],
  ['a payload that is no JSON', 'JSON_SYNTAX', { ...good, credential: forgeCompact('hello', seals.issuer) }],
  [
    'a payload with a member twice',
    'JSON_DUPLICATE_MEMBER',
    { ...good, credential: forgeCompact(JSON.stringify(credential()).replace('"tier":"silver"', '"tier":"gold","tier":"silver"'), seals.issuer) },
  ],
  [
    'a payload with an unsafe number',
    'JSON_NUMBER',
    { ...good, credential: forgeCompact(JSON.stringify(credential()).replace('"attempt":1', '"attempt":9007199254740993'), seals.issuer) },
  ],
  ['the certificate signed anew by the same key', 'valid', { ...good, credential: malleated(good.credential) }],
];

const signers: readonly Case[] = [
  [
    'the chain of a stranger of the same names',
    'X509_BAD_SIGNATURE',
    await nation.bundle(credential(), { signer: stranger.seal('Seal of certificates', '99999000048') }),
  ],
  [
    'a chain under another root',
    'X509_UNTRUSTED_ROOT',
    await nation.bundle(credential(), { signer: authorityOf('Other').seal('Seal', '99999000048') }),
  ],
  [
    'the root within the chain',
    'X509_ANCHOR_IN_CHAIN',
    withHeader({ x5c: [...seals.issuer.chain, nation.authority.root].map((der) => Buffer.from(der).toString('base64')) }),
  ],
  ['the chain without its intermediate', 'X509_UNTRUSTED_ROOT', withHeader({ x5c: [seals.issuer.certificate.toString('base64')] })],
  ['the seal of the agency', 'SIGNER_NOT_AUTHORISED', await nation.bundle(credential(), { signer: seals.agency })],
  ['a seal of the organisation that no list names', 'SIGNER_NOT_AUTHORISED', await nation.bundle(credential(), { signer: seals.unlisted })],
  ...(await Promise.all(
    (['status', 'challenge', 'profile', 'runner', 'officer', 'laboratory'] as const).map(
      async (name): Promise<Case> => [
        `the key of the part ${name}`,
        'SIGNER_NOT_AUTHORISED',
        await nation.bundle(credential(), { signer: seals[name] }),
      ],
    ),
  )),
  [
    'a seal of the organisation that expired',
    'X509_EXPIRED',
    await nation.bundle(credential(), { signer: nation.authority.seal('Old', '99999000048', { notAfter: new Date(day(-1)) }) }),
  ],
  [
    'a seal that begins tomorrow',
    'X509_NOT_YET_VALID',
    await nation.bundle(credential(), { signer: nation.authority.seal('New', '99999000048', { notBefore: new Date(day(1)) }) }),
  ],
  [
    'a seal that may not sign',
    'X509_KEY_USAGE',
    await nation.bundle(credential(), { signer: nation.authority.seal('Tls', '99999000048', { keyUsage: ['keyEncipherment'] }) }),
  ],
  [
    'a seal with RSA of 1024 bits',
    'X509_WEAK_KEY',
    {
      ...good,
      credential: forgeCompact(credential(), {
        ...seals.issuer,
        chain: nation.authority.seal('Weak', '99999000048', {
          subjectKey: generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey,
          issuerKey: nation.authority.issuerKey,
        }).chain,
      }),
    },
  ],
  [
    'a certificate signed by an authority',
    'X509_LEAF_IS_CA',
    await nation.bundle(credential(), {
      signer: nation.authority.seal('Authority', '99999000048', { authority: { pathLength: 0 }, keyUsage: ['digitalSignature', 'keyCertSign'] }),
    }),
  ],
  ['an issuer key that begins later', 'SIGNER_ROLE_WINDOW', good, await issuerKey({ from: day(1) })],
  ['an issuer key that ended', 'SIGNER_ROLE_WINDOW', good, await issuerKey({ until: day(-1) })],
  ['a compromised issuer key', 'SIGNER_COMPROMISED', good, await issuerKey({ compromisedAt: day(-1) })],
  ['an issuer key compromised tomorrow', 'valid', good, await issuerKey({ compromisedAt: day(1) })],
  ['an expired trust list', 'TRUST_EXPIRED', good, { at: Date.parse(day(401)) }],
  ['a clock before the trust list', 'CLOCK_BEHIND', good, { at: Date.parse(day(-11)) }],
  ['a clock before what was seen', 'CLOCK_BEHIND', good, { state: { egif: 'trust-state/v1', lists: [], latest: day(1) } }],
  [
    'a clock a little before what was seen',
    'valid',
    good,
    { state: { egif: 'trust-state/v1', lists: [], latest: new Date(at + 200_000).toISOString() } },
  ],
  [
    'a trust list older than the one seen',
    'TRUST_ROLLBACK',
    good,
    { state: { egif: 'trust-state/v1', lists: [], trustList: { id: 'test.nation', version: 2, payloadSha256: digest('a') } } },
  ],
  [
    'another trust list of the version that was seen',
    'TRUST_CHAIN',
    good,
    { state: { egif: 'trust-state/v1', lists: [], trustList: { id: 'test.nation', version: 1, payloadSha256: digest('a') } } },
  ],
  [
    'a policy that the seal does not carry',
    'X509_POLICY',
    good,
    await believing((list) => {
      list.policies = ['1.3.6.1.4.1.99999.1'];
    }),
  ],
  [
    'no revocation list where the trust list demands one',
    'X509_NO_CRL',
    good,
    await believing((list) => {
      list.requireCrls = true;
    }),
  ],
];

const contents: readonly Case[] = [
  ['a further member', 'SCHEMA', await nation.bundle({ ...credential(), more: 1 })],
  ['no evidence', 'SCHEMA', await nation.bundle({ ...credential(), evidence: [] })],
  ['one approval only', 'SCHEMA', await nation.bundle({ ...credential(), evidence: [{ ...credential().evidence[0], approvals: [digest('6')] }] })],
  ['no run of the IT organisation', 'SCHEMA', await nation.bundle({ ...credential(), evidence: [{ ...credential().evidence[0], reruns: [] }] })],
  [
    'a divergence',
    'SCHEMA',
    await nation.bundle({
      ...credential(),
      evidence: [{ ...credential().evidence[0], reruns: [{ ...credential().evidence[0]?.reruns[0], divergences: 1 }] }],
    }),
  ],
  [
    'a verdict that is no ground for one',
    'SCHEMA',
    await nation.bundle({ ...credential(), credentialSubject: { ...credential().credentialSubject, verdict: 'refused' } }),
  ],
  [
    'a quality of 101',
    'SCHEMA',
    await subject((of) => {
      of.quality = [90, 101];
    }),
  ],
  [
    'an id of another form',
    'SCHEMA',
    await said((of) => {
      of.id = 'urn:egif:cert:IR-26-1';
    }),
  ],
  [
    'an instant that is none',
    'SCHEMA',
    await said((of) => {
      of.validFrom = '2026-13-01T00:00:00Z';
    }),
  ],
  [
    'another schema',
    'SCHEMA',
    await said((of) => {
      of.credentialSchema.id = 'https://egif.example/schemas/certificate/v2';
    }),
  ],
  [
    'another context',
    'VC_CONTEXT',
    await said((of) => {
      of['@context'] = ['https://www.w3.org/ns/credentials/v2', 'https://agency.example/ns'];
    }),
  ],
  [
    'contexts exchanged',
    'VC_CONTEXT',
    await said((of) => {
      of['@context'] = of['@context'].toReversed();
    }),
  ],
  [
    'a further context',
    'VC_CONTEXT',
    await said((of) => {
      of['@context'] = [...of['@context'], 'https://agency.example/ns'];
    }),
  ],
  [
    'a type of its own',
    'VC_TYPE',
    await said((of) => {
      of.type = ['VerifiableCredential', 'SampleCertificate'];
    }),
  ],
  [
    'both types',
    'VC_TYPE',
    await said((of) => {
      of.type = ['VerifiableCredential', 'EgifInteroperabilityCertificate', 'EgifParticipationCertificate'];
    }),
  ],
  [
    'the type of a certificate of participation over what another says',
    'SCHEMA',
    await said((of) => {
      of.type = ['VerifiableCredential', 'EgifParticipationCertificate'];
    }),
  ],
  [
    'a status list as a certificate',
    'SCHEMA',
    { ...good, credential: good.statusLists[0]?.credential ?? '' },
    await believing((list) => {
      [list.roles.issuer, list.roles.status] = [list.roles.status, list.roles.issuer];
    }),
  ],
  [
    'a subject that is another service',
    'VC_SUBJECT',
    await subject((of) => {
      of.id = 'urn:egif:service:99999000014:99990000001';
    }),
  ],
  [
    'a subject of another agency',
    'VC_SUBJECT',
    await subject((of) => {
      of.agency.legalPersonId = otherAgencyId;
    }),
  ],
  [
    'bounds of quality exchanged',
    'VC_SUBJECT',
    await subject((of) => {
      of.quality = [95, 92];
    }),
  ],
  [
    'another issuer',
    'VC_ISSUER',
    await said((of) => {
      of.issuer.id = 'urn:egif:organisation:99999000014';
    }),
  ],
  [
    'more than the most days',
    'VC_VALIDITY_PERIOD',
    await said((of) => {
      of.validUntil = day(371);
    }),
  ],
  [
    'an end before the beginning',
    'VC_VALIDITY_PERIOD',
    await said((of) => {
      of.validUntil = day(-1);
    }),
  ],
  [
    'valid from before it was signed',
    'BACKDATED',
    await said((of) => {
      of.validFrom = day(-1);
    }),
  ],
  [
    'valid from tomorrow',
    'VC_NOT_YET_VALID',
    await said((of) => {
      of.validFrom = day(1);
    }),
  ],
  [
    'valid until yesterday',
    'VC_EXPIRED',
    await nation.bundle(
      credential((of) => {
        of.validFrom = day(-100);
        of.validUntil = day(-1);
      }),
      { at: new Date(day(-100)) },
    ),
  ],
  [
    'the last moment',
    'valid',
    await nation.bundle(
      credential((of) => {
        of.validFrom = day(-100);
        of.validUntil = day(0);
      }),
      { at: new Date(day(-100)) },
    ),
  ],
  [
    'a certificate that supersedes itself',
    'SUPERSEDE_LOOP',
    await said((of) => {
      of.supersedes = of.id;
    }),
  ],
  [
    'a profile that the trust list does not name',
    'PROFILE_UNKNOWN',
    await subject((of) => {
      of.profile.ref = 'three-layers@0.2.0';
    }),
  ],
  [
    'a profile of another digest',
    'PROFILE_DIGEST',
    await subject((of) => {
      of.profile.sha256 = digest('b');
    }),
  ],
  [
    'a withdrawn profile',
    'PROFILE_WITHDRAWN',
    good,
    await believing((list) => {
      list.profiles = list.profiles.map((each) => ({ ...each, withdrawn: true }));
    }),
  ],
  [
    'a profile that ended before',
    'PROFILE_NOT_IN_FORCE',
    good,
    await believing((list) => {
      list.profiles = list.profiles.map((each) => ({ ...each, until: day(-1) }));
    }),
  ],
  [
    'a profile that begins later',
    'PROFILE_NOT_IN_FORCE',
    good,
    await believing((list) => {
      list.profiles = list.profiles.map((each) => ({ ...each, from: day(1) }));
    }),
  ],
];

const texts: readonly Case[] = [
  ['a name that runs the other way', 'TEXT_BIDI_CONTROL', await named('دستگاه \u202eنمونه')],
  ['an isolate in a name', 'TEXT_BIDI_CONTROL', await named('دستگاه', 'Sample \u2066agency\u2069')],
  ['a mark of direction in a name', 'TEXT_BIDI_CONTROL', await named('دستگاه\u200f')],
  ['an Arabic letter mark', 'TEXT_BIDI_CONTROL', await named('دستگاه\u061c')],
  ['a name with a zero-width space', 'TEXT_INVISIBLE', await named('دستگاه', 'Sam\u200bple')],
  ['a name with a soft hyphen', 'TEXT_INVISIBLE', await named('دستگاه', 'Sam\u00adple')],
  ['a name with a line end', 'TEXT_INVISIBLE', await named('دستگاه', 'Sample é\nvalid')],
  ['a name with tags', 'TEXT_INVISIBLE', await named('دستگاه', 'Sample\u{e0041}')],
  ['a name with an escape', 'TEXT_INVISIBLE', await named('دستگاه', '\u001b[32mvalid\u001b[0m')],
  ['a name with a filler', 'TEXT_INVISIBLE', await named('دستگاه', 'Sample\u3164')],
  ['a name in parts', 'TEXT_NFC', await named('دستگاه', 'Agence e\u0301tat')],
  ['a name with a half-space, as Persian writes', 'valid', await named('سامانه‌های نمونه')],
  ['a name with an Arabic ye', 'TEXT_PERSIAN_LETTER', await named('وزارت ن\u064aرو')],
  ['a name with an Arabic kaf', 'TEXT_PERSIAN_LETTER', await named('بان\u0643')],
  ['a name with an alef maksura', 'TEXT_PERSIAN_LETTER', await named('موس\u0649')],
  ['a name with presentation forms', 'TEXT_PERSIAN_LETTER', await named('\ufee7\ufee3\ufeee\ufee7\ufeea')],
  [
    'a control of direction in an id',
    'TEXT_BIDI_CONTROL',
    await said((of) => {
      of.credentialSubject.waivers = ['waiver-\u202e1'];
    }),
  ],
  [
    'a name of a service with an Arabic ye',
    'TEXT_PERSIAN_LETTER',
    await subject((of) => {
      of.service.name.fa = 'خدمت \u064a';
    }),
  ],
  [
    'a name of the issuer with an Arabic kaf',
    'TEXT_PERSIAN_LETTER',
    await said((of) => {
      of.issuer.name.fa = 'سازمان \u0643';
    }),
  ],
  ['an origin with a default port', 'ORIGIN_FORM', await origins('https://service.agency.example:443')],
  ['an origin in capitals', 'ORIGIN_FORM', await origins('https://Service.agency.example')],
  ['an origin in Cyrillic letters', 'ORIGIN_FORM', await origins('https://аgency.example')],
  ['an origin twice', 'ORIGIN_FORM', await origins('https://a.example', 'https://a.example')],
  ['an origin with an at', 'SCHEMA', await origins('https://service.agency.example@evil.example')],
  ['an origin without a scheme of the web', 'SCHEMA', await origins('ftp://service.agency.example')],
  [
    'an origin under http, in a list that is no test',
    'ORIGIN_FORM',
    await origins('http://service.agency.example'),
    await believing((list) => {
      list.test = false;
    }),
  ],
  ['an origin under http, in a test list', 'valid', await origins('http://127.0.0.1:8443')],
  ['an origin in coded Cyrillic', 'TEXT_HOMOGRAPH', await origins(new URL('https://аgency.example').origin)],
  ['an origin in coded Latin with an accent', 'TEXT_HOMOGRAPH', await origins(new URL('https://agéncy.example').origin)],
  ['an origin in coded Arabic ye', 'TEXT_HOMOGRAPH', await origins(new URL('https://ن\u064aرو.example').origin)],
  ['an origin all in Cyrillic letters', 'TEXT_HOMOGRAPH', await origins(new URL('https://аррӏе.example').origin)],
  ['an origin in Persian', 'valid', await origins(new URL('https://نمونه.example').origin)],
];

const noRefresh = await said((of) => {
  of.credentialStatus = of.credentialStatus.slice(0, 2);
});
const indexed = (statusListIndex: string): Promise<CertificateBundle> =>
  said((of) => {
    of.credentialStatus = of.credentialStatus.map((each) => ({ ...each, statusListIndex, id: `${each.statusListCredential}#${statusListIndex}` }));
  });

const statuses: readonly Case[] = [
  ['a revoked certificate', 'REVOKED', await nation.bundle(undefined, { set: { revocation: [statusIndex] } })],
  ['a suspended certificate', 'SUSPENDED', await nation.bundle(undefined, { set: { suspension: [statusIndex] } })],
  ['a superseded certificate', 'SUPERSEDED', await nation.bundle(undefined, { set: { refresh: [statusIndex] } })],
  ['the neighbours revoked', 'valid', await nation.bundle(undefined, { set: { revocation: [statusIndex - 1, statusIndex + 1] } })],
  ['revoked and suspended', 'REVOKED', await nation.bundle(undefined, { set: { revocation: [statusIndex], suspension: [statusIndex] } })],
  [
    'no status at all',
    'STATUS_PURPOSE_ABSENT',
    await said((of) => {
      of.credentialStatus = [];
    }),
  ],
  [
    'no revocation list named',
    'STATUS_PURPOSE_ABSENT',
    await said((of) => {
      of.credentialStatus = of.credentialStatus.slice(1);
    }),
  ],
  [
    'no suspension list named',
    'STATUS_PURPOSE_ABSENT',
    await said((of) => {
      of.credentialStatus = of.credentialStatus.filter(({ statusPurpose }) => statusPurpose !== 'suspension');
    }),
  ],
  ['no refresh list named', 'valid', noRefresh],
  [
    'two revocation lists named',
    'STATUS_PURPOSE',
    await said((of) => {
      of.credentialStatus = [...of.credentialStatus, ...of.credentialStatus.slice(0, 1)];
    }),
  ],
  [
    'a status of another kind',
    'STATUS_TYPE',
    await said((of) => {
      of.credentialStatus = of.credentialStatus.map((each) => ({ ...each, type: 'StatusList2021Entry' }));
    }),
  ],
  [
    'a status whose id is of another index',
    'STATUS_LIST_ID',
    await said((of) => {
      of.credentialStatus = of.credentialStatus.map((each) => ({ ...each, id: `${each.statusListCredential}#1` }));
    }),
  ],
  ['a revocation list dropped', 'STATUS_MISSING', listed((lists) => lists.slice(1))],
  ['all lists dropped', 'STATUS_MISSING', listed(() => [])],
  [
    'lists under each other’s address',
    'STATUS_LIST_ID',
    listed((lists) => [{ ...lists[0], url: lists[1]?.url }, { ...lists[1], url: lists[0]?.url }, lists[2]]),
  ],
  [
    'a list of another purpose',
    'STATUS_PURPOSE',
    await revocation((of) => {
      of.credentialSubject.statusPurpose = 'suspension';
    }),
  ],
  [
    'a list about another one',
    'STATUS_LIST_ID',
    await revocation((of) => {
      of.credentialSubject.id = `${listUrl('suspension')}#list`;
    }),
  ],
  [
    'a list of another kind',
    'STATUS_TYPE',
    await revocation((of) => {
      of.credentialSubject.type = 'StatusList2021';
    }),
  ],
  [
    'a list with the type of a certificate',
    'STATUS_TYPE',
    await revocation((of) => {
      of.type = ['VerifiableCredential', 'EgifInteroperabilityCertificate'];
    }),
  ],
  [
    'a list with another context',
    'STATUS_TYPE',
    await revocation((of) => {
      of['@context'] = ['https://www.w3.org/ns/credentials/v2'];
    }),
  ],
  ['the certificate as a list', 'SIGNER_NOT_AUTHORISED', listed((lists) => lists.map((each) => ({ ...each, credential: good.credential })))],
  [
    'a list of another issuer',
    'VC_ISSUER',
    await revocation((of) => {
      of.issuer.id = 'urn:egif:organisation:99999000014';
    }),
  ],
  ['a list signed by the issuer key', 'SIGNER_NOT_AUTHORISED', await revocation(() => {}, { statusSigner: seals.issuer })],
  ['a list signed by the agency', 'SIGNER_NOT_AUTHORISED', await revocation(() => {}, { statusSigner: seals.agency })],
  [
    'a list signed by a stranger',
    'X509_BAD_SIGNATURE',
    await revocation(() => {}, { statusSigner: stranger.seal('Seal of status lists', '99999000048') }),
  ],
  [
    'a list whose signature is cut',
    'JWS_BAD_SIGNATURE',
    listed((lists) => lists.map((each) => ({ ...each, credential: each.credential.slice(0, -2) }))),
  ],
  [
    'a list of another type of object',
    'JWS_TYP',
    listed((lists) => lists.map((each) => ({ ...each, credential: forgeCompact(statusList('revocation'), seals.status, { typ: 'JWT' }) }))),
  ],
  [
    'a list with a further member',
    'SCHEMA',
    listed((lists) => lists.map((each) => ({ ...each, credential: forgeCompact({ ...statusList('revocation'), more: 1 }, seals.status) }))),
  ],
  [
    'a list of tomorrow',
    'STATUS_FROM_FUTURE',
    await revocation((of) => {
      of.validFrom = new Date(at + 600_000).toISOString();
    }),
  ],
  [
    'a list dated otherwise than signed',
    'BACKDATED',
    await revocation((of) => {
      of.validFrom = day(-1);
    }),
  ],
  ['lists of last week', 'STATUS_STALE', good, weekLater],
  ['lists past the age that the caller takes', 'STATUS_STALE', good, { at: at + 7_200_000, maxStatusAgeMs: 3_600_000 }],
  ['lists within the age that the caller takes', 'valid', good, { at: at + 3_000_000, maxStatusAgeMs: 3_600_000 }],
  ['a caller who takes more than the trust list', 'STATUS_STALE', good, { ...weekLater, maxStatusAgeMs: 365 * 86_400_000 }],
  ['old lists, and fresh ones of the verifier’s own', 'valid', good, { ...weekLater, lists: freshLists }],
  ['old lists, and a fresh one of one purpose', 'STATUS_STALE', good, { ...weekLater, lists: freshLists.slice(0, 1) }],
  ['old lists that say revoked', 'REVOKED', await nation.bundle(undefined, { set: { revocation: [statusIndex] } }), weekLater],
  ['old lists that say superseded', 'SUPERSEDED', await nation.bundle(undefined, { set: { refresh: [statusIndex] } }), weekLater],
  ['old lists that say suspended', 'STATUS_STALE', await nation.bundle(undefined, { set: { suspension: [statusIndex] } }), weekLater],
  ['one list absent and another that says revoked', 'REVOKED', { ...good, statusLists: [revokedList, good.statusLists[2]] }],
  ['a newer list of the verifier’s own that says revoked', 'REVOKED', good, { lists: [revokedList] }],
  [
    'a newer stapled list that says revoked',
    'REVOKED',
    { ...good, statusLists: [revokedList, ...good.statusLists.slice(1)] },
    { lists: good.statusLists },
  ],
  [
    'a stapled list that is forged, and a genuine one of the verifier’s own',
    'valid',
    await revocation(() => {}, { statusSigner: seals.agency }),
    { lists: good.statusLists },
  ],
  ['two lists of one sequence that differ', 'STATUS_ROLLBACK', good, { lists: [await staple(statusList('revocation', [5]))] }],
  [
    'a list older than the one seen',
    'STATUS_ROLLBACK',
    good,
    { state: { egif: 'trust-state/v1', lists: [{ url: listUrl('revocation'), sequence: 11, payloadSha256: digest('a') }] } },
  ],
  [
    'another list of the sequence that was seen',
    'STATUS_ROLLBACK',
    good,
    { state: { egif: 'trust-state/v1', lists: [{ url: listUrl('revocation'), sequence: 10, payloadSha256: digest('a') }] } },
  ],
  [
    'a list newer than the one seen',
    'valid',
    good,
    { state: { egif: 'trust-state/v1', lists: [{ url: listUrl('revocation'), sequence: 9, payloadSha256: digest('a') }] } },
  ],
  [
    'bits that are no GZIP',
    'STATUS_ENCODING',
    await revocation((of) => {
      of.credentialSubject.encodedList = 'uAAAA';
    }),
  ],
  [
    'bits of another multibase',
    'STATUS_ENCODING',
    await revocation((of) => {
      of.credentialSubject.encodedList = of.credentialSubject.encodedList.replace('u', 'z');
    }),
  ],
  [
    'a short list',
    'STATUS_LIST_LENGTH',
    await revocation((of) => {
      of.credentialSubject.encodedList = encodeBits(new Uint8Array(100));
    }),
  ],
  [
    'a bomb',
    'STATUS_LIST_LENGTH',
    await revocation((of) => {
      of.credentialSubject.encodedList = encodeBits(new Uint8Array(32 * 1024 * 1024));
    }),
  ],
  ['an index beyond the list', 'STATUS_INDEX', await indexed('131072')],
  ['an index in octal', 'STATUS_INDEX', await indexed('0123')],
  ['an index with a sign', 'STATUS_INDEX', await indexed('+1')],
  ['an index as a fraction', 'STATUS_INDEX', await indexed('1.5')],
  ['an index in Persian digits', 'STATUS_INDEX', await indexed('۱۲')],
  ['no index', 'STATUS_INDEX', await indexed('')],
  [
    'an old status key that ended',
    'SIGNER_ROLE_WINDOW',
    good,
    await believing((list) => {
      list.roles.status = list.roles.status.map((key) => ({ ...key, until: day(-1) }));
    }),
  ],
  [
    'a compromised status key',
    'SIGNER_COMPROMISED',
    good,
    await believing((list) => {
      list.roles.status = list.roles.status.map((key) => ({ ...key, compromisedAt: day(-1) }));
    }),
  ],
];

const expected: readonly Case[] = [
  ['the agency', 'valid', good, { expect: { agency: agencyId } }],
  ['another agency', 'EXPECT_AGENCY', good, { expect: { agency: otherAgencyId } }],
  ['another service', 'EXPECT_SERVICE', good, { expect: { service: '99990000001' } }],
  ['a URL of the origin', 'valid', good, { expect: { origin: 'https://service.agency.example:443/v1?x=1' } }],
  ['another host', 'EXPECT_ORIGIN', good, { expect: { origin: 'https://staging.agency.example' } }],
  ['the origin under http', 'EXPECT_ORIGIN', good, { expect: { origin: 'http://service.agency.example' } }],
  ['the origin under another port', 'EXPECT_ORIGIN', good, { expect: { origin: 'https://service.agency.example:8443' } }],
  ['the origin as a user name', 'EXPECT_ORIGIN', good, { expect: { origin: 'https://service.agency.example@evil.example' } }],
  ['a user at the origin', 'EXPECT_ORIGIN', good, { expect: { origin: 'https://user@service.agency.example' } }],
  ['no origin', 'EXPECT_ORIGIN', good, { expect: { origin: 'service.agency.example' } }],
  ['the host with a letter from elsewhere', 'EXPECT_ORIGIN', good, { expect: { origin: 'https://service.аgency.example' } }],
  ['another contract', 'EXPECT_SPECSHA256', good, { expect: { contract: digest('d') } }],
  ['the profile by its id', 'valid', good, { expect: { profile: 'three-layers' } }],
  ['another version of the profile', 'EXPECT_PROFILE', good, { expect: { profile: 'three-layers@0.2.0' } }],
  ['the beginning of the id of the profile', 'EXPECT_PROFILE', good, { expect: { profile: 'three' } }],
  ['a lower tier', 'valid', good, { expect: { tier: 'bronze' } }],
  ['a higher tier', 'EXPECT_TIER', good, { expect: { tier: 'gold' } }],
  ['a higher assurance', 'EXPECT_ASSURANCE', good, { expect: { assurance: 'L3' } }],
  ['another certificate', 'EXPECT_CERTIFICATEID', good, { expect: { certificateId: 'urn:egif:cert:IR-2026-000002' } }],
];

const run = (bundle: unknown, options: Partial<CertificateOptions> = {}): CertificateVerification =>
  verifyCertificate(typeof bundle === 'string' || Buffer.isBuffer(bundle) ? Buffer.from(bundle) : octetsOf(bundle), { trust, at, ...options });

const indeterminate = new Set(['TRUST_EXPIRED', 'CLOCK_BEHIND', 'STATUS_MISSING', 'STATUS_STALE', 'PROFILE_UNKNOWN', 'X509_NO_CRL', 'CRL_STALE']);

describe('attestation: certificates', () => {
  for (const [part, cases] of Object.entries({ envelope, signers, contents, texts, statuses, expected }))
    describe(part, () => {
      for (const [why, code, bundle, options] of cases) {
        it(`says ${code}: ${why}`, () => {
          const verification = run(bundle, options);
          assert.equal(verification.code ?? verification.standing, code, verification.detail);
          assert.equal(verification.standing, code === 'valid' ? 'valid' : indeterminate.has(code) ? 'indeterminate' : 'invalid');
          if (verification.standing !== 'valid') assert.equal(verification.seen, undefined, 'nothing is kept of what did not hold');
        });
      }
    });

  it('says what it is about, and until when the answer holds', () => {
    const verification = run(good);
    assert.equal(verification.certificate?.credentialSubject.agency.legalPersonId, agencyId);
    assert.equal(verification.freshUntil, Date.parse(day(7)));
    assert.deepEqual(verification.notChecked, ['log', 'report', 'evidence']);
    assert.match(verification.sha256 ?? '', /^sha256:[0-9a-f]{64}$/);
  });

  it('shows nothing of a certificate whose signature does not hold', () => {
    assert.equal(run({ ...good, credential: `${head}.${body}.${Buffer.alloc(64).toString('base64url')}` }).certificate, undefined);
  });

  it('shows a certificate of which it cannot be told whether it stands', () => {
    assert.equal(run({ ...good, statusLists: [] }).certificate?.id, 'urn:egif:cert:IR-2026-000001');
  });

  it('accepts every algorithm of a seal', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const seal = nation.authority.seal('RSA', '99999000048', { subjectKey: rsa, issuerKey: nation.authority.issuerKey });
    const believed = await nation.believe((list) => {
      list.roles.issuer = [{ certificateSha256: seal.fingerprint, from: day(-1) }];
    });
    assert.equal(run(await withCompact(nation, forgeCompact(credential(), seal), good), { trust: believed }).standing, 'valid');
  });
});
