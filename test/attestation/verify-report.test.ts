import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { compactVerify, flattenedVerify, importX509 } from 'jose';
import { describe, it } from 'mocha';
import { writeEnvelope } from '../../src/attestation/jws/envelope.js';
import { reportType, statementOf } from '../../src/attestation/report-statement.js';
import { signReport } from '../../src/attestation/sign-report.js';
import { type Verification, verifyReport, type VerifyOptions } from '../../src/attestation/verify-report.js';
import type { Report } from '../../src/contract/documents.js';
import { countVerdicts } from '../../src/report/assemble-report.js';
import { canonicalSha256Of } from '../../src/report/canonical-verdicts.js';
import { type Chain, chainOf, now } from './authorities.js';
import { sampleReport } from './sample-report.js';

const chain = chainOf();
const report = sampleReport();
const signed = await signReport(report, chain.signer, now);

const derive: VerifyOptions['derive'] = (of) => ({
  verdict: 'refused',
  counts: countVerdicts(of.requirements),
  canonicalSha256: canonicalSha256Of(of),
});
const options: VerifyOptions = { anchors: [chain.root.der], at: now, derive };

async function codeOf(text: string | Uint8Array, changes: Partial<VerifyOptions> = {}): Promise<string> {
  const { standing, code } = await verifyReport(Buffer.from(text), { ...options, ...changes });
  return code ?? standing;
}

interface Outer {
  payload: string;
  protected: string;
  signature: string;
}
const outer = (): Outer => JSON.parse(signed);
const base64url = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const headerOf = (text: string): Record<string, unknown> => JSON.parse(Buffer.from(JSON.parse(text).protected, 'base64url').toString());

/** Signs any payload with any header members over the good ones. */
function forge(payload: unknown, header: Record<string, unknown> = {}, by: Chain = chain): string {
  const members = {
    alg: 'ES256',
    typ: reportType,
    cty: 'application/vnd.in-toto+json',
    iat: now.getTime() / 1000,
    x5c: by.signer.chain.map((der) => Buffer.from(der).toString('base64')),
    'x5t#S256': createHash('sha256')
      .update(by.signer.chain[0] ?? '')
      .digest('base64url'),
    ...header,
  };
  const protectedText = base64url(Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)));
  const payloadText = typeof payload === 'string' ? payload : base64url(payload);
  const signature = Buffer.from(by.signer.sign(Buffer.from(`${protectedText}.${payloadText}`))).toString('base64url');
  return JSON.stringify({ payload: payloadText, protected: protectedText, signature });
}

const withReport = (change: (of: Report) => unknown): string => forge({ ...statementOf(report), predicate: change(report) });
const altered = (change: Partial<Report>): string => withReport((of) => ({ ...of, ...change }));
const rowsWith = (verdict: string): unknown => report.requirements.map((row) => ({ ...row, verdict }));

const stranger = chainOf();
const otherAgency = chainOf({ leaf: { subject: { serialNumber: '99999000029', commonName: 'Seal of another agency' } } });

const cases: readonly (readonly [why: string, code: string, text: () => string | Uint8Array, changes?: Partial<VerifyOptions>])[] = [
  ['the signed report itself', 'valid', () => signed],
  ['nothing', 'JSON_SYNTAX', () => ''],
  ['an empty object', 'JWS_BASE64', () => '{}'],
  ['a list', 'JWS_FORMAT', () => '[]'],
  ['a member twice', 'JSON_DUPLICATE_MEMBER', () => signed.replace('{', '{"payload":"e30",')],
  ['a further member', 'JWS_FORMAT', () => JSON.stringify({ ...outer(), more: 1 })],
  ['an unprotected header', 'JWS_UNPROTECTED_HEADER', () => JSON.stringify({ ...outer(), header: { alg: 'none' } })],
  [
    'a payload of one other octet',
    'JWS_BAD_SIGNATURE',
    () => JSON.stringify({ ...outer(), payload: base64url(`${Buffer.from(outer().payload, 'base64url').toString()} `) }),
  ],
  ['a signature of zeros', 'JWS_BAD_SIGNATURE', () => JSON.stringify({ ...outer(), signature: Buffer.alloc(64).toString('base64url') })],
  ['an empty signature', 'JWS_BAD_SIGNATURE', () => JSON.stringify({ ...outer(), signature: '' })],
  ['padding in base64url', 'JWS_BASE64', () => JSON.stringify({ ...outer(), signature: `${outer().signature}=` })],
  [
    'spare bits in base64url',
    'JWS_BASE64',
    () => JSON.stringify({ ...outer(), signature: `${outer().signature.slice(0, -1)}${outer().signature.endsWith('A') ? 'B' : 'B'}` }),
  ],
  ['alg none', 'JWS_ALG', () => forge(statementOf(report), { alg: 'none' })],
  ['alg HS256', 'JWS_ALG', () => forge(statementOf(report), { alg: 'HS256' })],
  ['alg RS512', 'JWS_ALG', () => forge(statementOf(report), { alg: 'RS512' })],
  ['alg RS256 with a P-256 key', 'JWS_ALG_KEY_MISMATCH', () => forge(statementOf(report), { alg: 'RS256' })],
  ['another type', 'JWS_TYP', () => forge(statementOf(report), { typ: 'vc+jwt' })],
  ['no type', 'JWS_TYP', () => forge(statementOf(report), { typ: undefined })],
  ['crit', 'JWS_CRIT', () => forge(statementOf(report), { crit: ['b64'], b64: false })],
  ['b64', 'JWS_HEADER_PARAM', () => forge(statementOf(report), { b64: false })],
  ['jwk', 'JWS_HEADER_PARAM', () => forge(statementOf(report), { jwk: {} })],
  ['jku', 'JWS_HEADER_PARAM', () => forge(statementOf(report), { jku: 'https://agency.example/keys' })],
  ['kid', 'JWS_HEADER_PARAM', () => forge(statementOf(report), { kid: '1' })],
  ['no iat', 'JWS_IAT', () => forge(statementOf(report), { iat: undefined })],
  ['iat as text', 'JWS_IAT', () => forge(statementOf(report), { iat: '2026' })],
  ['a signing time in the future', 'SIGNED_IN_FUTURE', () => forge(statementOf(report), { iat: now.getTime() / 1000 + 3600 })],
  ['a signing time before the run ended', 'RUN_TIMES', () => forge(statementOf(report), { iat: now.getTime() / 1000 - 7200 })],
  ['a signing time before the seal', 'JWS_IAT', () => forge(statementOf(report), { iat: now.getTime() / 1000 - 90 * 86_400 })],
  ['no x5c', 'JWS_X5C', () => forge(statementOf(report), { x5c: undefined })],
  ['an empty x5c', 'JWS_X5C', () => forge(statementOf(report), { x5c: [] })],
  ['a thumbprint of another certificate', 'JWS_X5T', () => forge(statementOf(report), { 'x5t#S256': base64url('x') })],
  [
    'the leaf exchanged, thumbprint too',
    'X509_BAD_SIGNATURE',
    () => JSON.stringify({ ...JSON.parse(forge(statementOf(report), {}, stranger)), signature: outer().signature }),
  ],
  ['a stranger’s chain of the same names', 'X509_BAD_SIGNATURE', () => forge(statementOf(report), {}, stranger)],
  ['the seal of another agency', 'X509_BAD_SIGNATURE', () => forge(statementOf(report), {}, otherAgency)],
  [
    'the seal of another agency under a trusted root',
    'SIGNER_NOT_AGENCY',
    () => forge(statementOf(report), {}, otherAgency),
    { anchors: [otherAgency.root.der] },
  ],
  ['a seal that expired since', 'X509_EXPIRED', () => signed, { at: new Date(now.getTime() + 400 * 86_400_000) }],
  ['a payload that is no JSON', 'JSON_SYNTAX', () => forge(base64url('hello'))],
  [
    'a payload with a member twice',
    'JSON_DUPLICATE_MEMBER',
    () => forge(base64url(JSON.stringify(statementOf(report)).replace('"verdict":"refused"', '"verdict":"granted","verdict":"refused"'))),
  ],
  ['no Statement', 'REPORT_STATEMENT_TYPE', () => forge(report)],
  ['a Statement with a further member', 'REPORT_STATEMENT_TYPE', () => forge({ ...statementOf(report), more: 1 })],
  ['another predicate type', 'REPORT_PREDICATE_TYPE', () => forge({ ...statementOf(report), predicateType: 'https://slsa.dev/provenance/v1' })],
  [
    'two subjects',
    'REPORT_SUBJECT_MISMATCH',
    () => forge({ ...statementOf(report), subject: [{ name: 'egif:service:99990000000', digest: { sha256: 'a'.repeat(64) } }, {}] }),
  ],
  [
    'a subject with another digest',
    'REPORT_SUBJECT_MISMATCH',
    () => forge({ ...statementOf(report), subject: [{ name: 'egif:service:99990000000', digest: { sha256: 'b'.repeat(64) } }] }),
  ],
  ['a report with an unknown member', 'SCHEMA', () => withReport((of) => ({ ...of, more: 1 }))],
  ['a report without evidence', 'SCHEMA', () => withReport(({ evidence: _evidence, ...of }) => of)],
  ['an unknown verdict word', 'SCHEMA', () => withReport((of) => ({ ...of, verdict: 'excellent' }))],
  ['a better verdict', 'VERDICT_MISMATCH', () => altered({ verdict: 'granted' })],
  ['better rows', 'SUMMARY_MISMATCH', () => withReport((of) => ({ ...of, requirements: rowsWith('passed') }))],
  [
    'better rows with their counts',
    'CANONICAL_MISMATCH',
    () => withReport((of) => ({ ...of, requirements: rowsWith('passed'), counts: { ...of.counts, passed: 2, failed: 0 } })),
  ],
  ['a row left out', 'SUMMARY_MISMATCH', () => withReport((of) => ({ ...of, requirements: of.requirements.slice(0, 1) }))],
  ['a row twice', 'CHECK_DUPLICATE', () => withReport((of) => ({ ...of, requirements: [...of.requirements, of.requirements[0]] }))],
  ['another seed', 'CANONICAL_MISMATCH', () => withReport((of) => ({ ...of, run: { ...of.run, seed: '2' } }))],
  ['a run that ends before it starts', 'RUN_TIMES', () => withReport((of) => ({ ...of, run: { ...of.run, startedAt: '2026-11-22T08:30:00.000Z' } }))],
  ['another agency expected', 'EXPECT_AGENCY', () => signed, { expect: { agency: '99999000029' } }],
  ['another service expected', 'EXPECT_SERVICE', () => signed, { expect: { service: '1' } }],
  ['another origin expected', 'EXPECT_ORIGIN', () => signed, { expect: { origin: 'https://agency.example' } }],
  ['another profile expected', 'EXPECT_PROFILE', () => signed, { expect: { profile: 'g2g-rest-provider' } }],
  ['the expected profile without version', 'valid', () => signed, { expect: { profile: 'three-layers' } }],
  [
    'evidence with another root',
    'EVIDENCE_ROOT',
    () => signed,
    { recompute: async (of) => ({ ...derive(of), root: `sha256:${'0'.repeat(64)}`, sameHarness: true }) },
  ],
  ['evidence that is not judged, since it is not that of the report', 'EVIDENCE_ROOT', () => signed, { recompute: async () => undefined }],
  [
    'evidence with other verdicts',
    'RECOMPUTE_MISMATCH',
    () => signed,
    { recompute: async (of) => ({ ...derive(of), root: of.evidence.root, sameHarness: true, canonicalSha256: 'other' }) },
  ],
  [
    'evidence with other verdicts under other rules',
    'HARNESS_DIFFERS',
    () => signed,
    { recompute: async (of) => ({ ...derive(of), root: of.evidence.root, sameHarness: false, canonicalSha256: 'other' }) },
  ],
  [
    'evidence that gives other traces of its fields',
    'RECOMPUTE_MISMATCH',
    () => signed,
    { recompute: async (of) => ({ ...derive(of), root: of.evidence.root, sameHarness: true, differing: ['fields'] }) },
  ],
  [
    'evidence with the same verdicts under other rules',
    'valid',
    () => signed,
    { recompute: async (of) => ({ ...derive(of), root: of.evidence.root, sameHarness: false }) },
  ],
  [
    'evidence with the same verdicts',
    'valid',
    () => signed,
    { recompute: async (of) => ({ ...derive(of), root: of.evidence.root, sameHarness: true }) },
  ],
];

describe('attestation: signed reports', () => {
  for (const [why, code, text, changes] of cases) {
    it(`says ${code}: ${why}`, async () => {
      assert.equal(await codeOf(text(), changes), code);
    });
  }

  it('says what it did not check, and who signed', async () => {
    const verification: Verification = await verifyReport(Buffer.from(signed), options);
    assert.deepEqual(verification.notChecked, ['revocation', 'time-stamp', 'recompute']);
    assert.equal(verification.signer?.legalId, '99999000014');
    assert.equal(verification.recomputed, false);
  });

  it('is verified by an independent JWS library', async () => {
    const { x5c } = headerOf(signed);
    assert.ok(Array.isArray(x5c));
    const key = await importX509(`-----BEGIN CERTIFICATE-----\n${String(x5c[0])}\n-----END CERTIFICATE-----`, 'ES256');
    const { payload } = await flattenedVerify(outer(), key);
    assert.equal(JSON.parse(Buffer.from(payload).toString()).predicate.id, report.id);
    const { payload: body, protected: header, signature } = outer();
    assert.ok(await compactVerify(`${header}.${body}.${signature}`, key));
  });

  it('signs with RSA too', async () => {
    const { generateKeyPairSync } = await import('node:crypto');
    const rsa = chainOf({ leafKey: () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey });
    assert.equal(await codeOf(await signReport(report, rsa.signer, now), { anchors: [rsa.root.der] }), 'valid');
  });

  it('never accepts an envelope of which one octet is changed', async () => {
    const step = Math.max(1, Math.floor(signed.length / 400));
    for (let offset = 0; offset < signed.length - 1; offset += step) {
      const changed = Buffer.from(signed);
      changed.writeUInt8(changed.readUInt8(offset) ^ 0x02, offset);
      assert.notEqual(await codeOf(changed), 'valid', `octet ${offset}`);
    }
  });

  it('keeps the header small: no member beyond the agreed ones', () => {
    assert.deepEqual(Object.keys(headerOf(signed)).sort(), ['alg', 'cty', 'iat', 'typ', 'x5c', 'x5t#S256']);
    assert.ok(writeEnvelope.length === 3);
  });
});
