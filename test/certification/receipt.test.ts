/** Time stamps of reports and of their receipts under a trust list: who may stamp, over what, when; and what the folder of the authority keeps. */
import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { signReport } from '../../src/attestation/sign-report.js';
import { readEnvelope } from '../../src/attestation/jws/envelope.js';
import { reportType } from '../../src/attestation/report-statement.js';
import { stampedOctets, withTimeStamp } from '../../src/attestation/timestamp/jades.js';
import { timeStampRequest, tokenInResponse } from '../../src/attestation/timestamp/request.js';
import { reportTrustOf } from '../../src/attestation/trust/stamping.js';
import { verifyReport } from '../../src/attestation/verify-report.js';
import { checkAuthority } from '../../src/certification/check-authority.js';
import { digestOfOctets, openReport } from '../../src/certification/open-objects.js';
import { isHeld } from '../../src/certification/opened.js';
import { type KeptStamp, openReceiptStamp, receiptFile } from '../../src/certification/receipt.js';
import type { TrustList } from '../../src/contract/documents.js';
import { issueRevocationList } from '../../src/dev/crl.js';
import { answerRequest, createTsaIdentity, testTsaPolicy, type TsaIdentity } from '../../src/dev/tsa.js';
import { agencyId, authorityOf, digest, type Editable, type Nation, nationOf, now } from '../attestation/nation.js';
import { sampleReport } from '../attestation/sample-report.js';
import { issuer, type Keys, makeLog, openFolder, storeKeys, stored } from './authority-folder.js';
import { derivedFrom } from './issuing.js';

const minute = 60_000;
const tsa = createTsaIdentity(now);
const otherTsa = createTsaIdentity(now);
const later = (minutes: number): Date => new Date(now.getTime() + minutes * minute);

interface TokenGiven {
  readonly by?: TsaIdentity;
  readonly at?: Date;
  readonly policy?: string;
}

/** A token over octets, as an authority on the network would give it. */
function tokenOver(octets: Uint8Array, { by = tsa, at = now, policy = testTsaPolicy }: TokenGiven = {}): Uint8Array {
  const request = Buffer.from(timeStampRequest(octets, { nonce: Buffer.from('00112233445566778899aabbccddeeff', 'hex') }));
  return tokenInResponse(answerRequest(request, by, { clock: () => at, policy }));
}
const base64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64');
const stamping =
  (more: object = {}) =>
  (list: Editable<TrustList>) => {
    list.timeStamping = { anchors: [base64(tsa.root)], policies: [testTsaPolicy], ...more };
  };

let nation: Nation;
before(async () => {
  nation = await nationOf();
});

describe('The time stamp of a receipt', () => {
  const octets = Buffer.from('what came in');
  const cases: readonly (readonly [
    why: string,
    code: string,
    token: () => Uint8Array | string,
    list?: (list: Editable<TrustList>) => void,
    at?: Date,
  ])[] = [
    ['a token over what came in', 'valid', () => tokenOver(octets)],
    ['a token over something else', 'TST_IMPRINT_MISMATCH', () => tokenOver(Buffer.from('something else'))],
    ['a token of an authority that the list does not name', 'TST_CHAIN', () => tokenOver(octets, { by: otherTsa })],
    ['a token under a policy that the list does not name', 'TST_POLICY', () => tokenOver(octets, { policy: '1.3.6.1.4.1.99999.1.2' })],
    ['any policy where the list names none', 'valid', () => tokenOver(octets, { policy: '1.3.6.1.4.1.99999.1.2' }), stamping({ policies: [] })],
    ['a list that names nobody who may stamp', 'TST_CHAIN', () => tokenOver(octets), stamping({ anchors: [] })],
    ['a token of tomorrow', 'TST_FROM_FUTURE', () => tokenOver(octets, { at: later(24 * 60) })],
    ['a text that is no base64', 'TST_FORMAT', () => 'no token'],
  ];
  for (const [why, code, token, list = stamping(), at = now] of cases) {
    it(`${why}: ${code}`, async () => {
      const made = token();
      const opened = openReceiptStamp(typeof made === 'string' ? made : base64(made), digestOfOctets(octets), {
        trust: await nation.believe(list),
        at: at.getTime(),
      });
      assert.equal('trouble' in opened ? opened.trouble.code : 'valid', code);
      if (code === 'valid') assert.ok('time' in opened && opened.time === now.getTime());
    });
  }

  it('cannot be told without a revocation list where the trust list wants one, and is told with it', async () => {
    const trust = await nation.believe((list) => {
      stamping()(list);
      list.requireCrls = true;
    });
    const open = (crls: readonly Uint8Array[]) =>
      openReceiptStamp(base64(tokenOver(octets)), digestOfOctets(octets), { trust: { ...trust, crls }, at: now.getTime() });
    const without = open([]);
    assert.ok('trouble' in without && without.trouble.code === 'TST_CHAIN' && without.trouble.standing === 'indeterminate');
    const list = issueRevocationList({ issuer: { certificate: tsa.root, key: tsa.rootKey }, thisUpdate: later(-60), nextUpdate: later(60) });
    assert.ok('time' in open([list]));
  });
});

/** The sample report sealed by the agency, its signature stamped. */
async function sealed(given: TokenGiven & { readonly claimed?: Date; readonly stamped?: boolean } = {}): Promise<Buffer> {
  const report = { ...sampleReport() };
  const text = await signReport(report, nation.seals.agency, given.claimed ?? now);
  if (given.stamped === false) return Buffer.from(text);
  return Buffer.from(withTimeStamp(text, tokenOver(stampedOctets(readEnvelope(Buffer.from(text), { type: reportType })), given)));
}

type ReportCase = readonly [why: string, code: string, report: () => Promise<Buffer>, list?: (list: Editable<TrustList>) => void];
const reportCases: readonly ReportCase[] = [
  ['stamped when it was sealed', 'valid', () => sealed()],
  ['not stamped, and the list does not want it to be', 'valid', () => sealed({ stamped: false })],
  ['not stamped, and the list wants it to be', 'TST_MISSING', () => sealed({ stamped: false }), stamping({ required: true })],
  ['stamped as the list wants it', 'valid', () => sealed(), stamping({ required: true })],
  ['sealed today and dated yesterday', 'CLAIMED_TIME_VS_TST', () => sealed({ claimed: later(-24 * 60) })],
  ['sealed today and dated an hour and a bit ago', 'CLAIMED_TIME_VS_TST', () => sealed({ claimed: later(-61) })],
  ['stamped by an authority that the list does not name', 'TST_CHAIN', () => sealed({ by: otherTsa })],
  ['stamped under another policy', 'TST_POLICY', () => sealed({ policy: '1.3.6.1.4.1.99999.1.2' })],
];

describe('A sealed report under a trust list', () => {
  for (const [why, code, report, list = stamping()] of reportCases) {
    it(`is received, and verified by egif verify, by the same rule: ${why} (${code})`, async () => {
      const octets = await report();
      const trust = await nation.believe(list);
      const opened = openReport(octets, 'agency', { trust, at: now.getTime() });
      assert.equal(isHeld(opened) ? 'valid' : opened.trouble.code, code);
      const named = { anchors: [], crls: [], timeStampRoots: [], requireTimeStamp: false };
      const derive = (given: Parameters<typeof derivedFrom>[0]) => ({ ...derivedFrom(given), verdict: given.verdict });
      const verification = await verifyReport(octets, { ...reportTrustOf(trust, named), at: now, derive });
      assert.equal(verification.code ?? 'valid', code);
    });
  }

  it('is of a re-run without a stamp also where an agency’s must have one', async () => {
    const trust = await nation.believe(stamping({ required: true }));
    const octets = Buffer.from(await signReport(sampleReport(), nation.seals.runner, now));
    assert.ok(isHeld(openReport(octets, 'runner', { trust, at: now.getTime() })));
  });

  it('counts from its stamp on, when its seal has expired since', async () => {
    const old = nation.authority.seal('Old seal', agencyId, { notAfter: later(30) });
    const text = await signReport(sampleReport(), old, now);
    const token = tokenOver(stampedOctets(readEnvelope(Buffer.from(text), { type: reportType })), { at: later(1) });
    const trust = await nation.believe(stamping());
    const under = { trust, at: later(120).getTime() };
    const bare = openReport(Buffer.from(text), 'agency', under);
    assert.equal(isHeld(bare) ? 'valid' : bare.trouble.code, 'X509_EXPIRED');
    const opened = openReport(Buffer.from(withTimeStamp(text, token)), 'agency', under);
    assert.ok(isHeld(opened));
    assert.equal(opened.seal.signedAt, later(1).getTime());
  });

  it('is held against the policies and the demand for revocation lists of the list, not against its roots alone', async () => {
    const octets = await sealed({ stamped: false });
    const named = { anchors: [], crls: [], timeStampRoots: [], requireTimeStamp: false };
    const codeUnder = async (change: (list: Editable<TrustList>) => void): Promise<string> => {
      const trust = await nation.believe(change);
      const derive = (given: Parameters<typeof derivedFrom>[0]) => ({ ...derivedFrom(given), verdict: given.verdict });
      return (await verifyReport(octets, { ...reportTrustOf(trust, named), at: now, derive })).code ?? 'valid';
    };
    assert.equal(await codeUnder(() => undefined), 'valid');
    assert.equal(await codeUnder((list) => (list.policies = ['1.3.6.1.4.1.99999.2.1'])), 'X509_POLICY');
    assert.equal(await codeUnder((list) => (list.requireCrls = true)), 'X509_NO_CRL');
  });
});

describe('The folder of the authority', () => {
  let root = '';
  let keys: Keys;
  const report = digest('4');
  const body = { sha256: report, agency: agencyId, service: '99990000000', seal: digest('5') };
  const kept = (token: Uint8Array, at = now): KeptStamp => ({ token: base64(token), at: at.toISOString(), policy: testTsaPolicy });
  /** A token over a text whose digest is the one that the journal names. */
  const octets = Buffer.from('a report');
  const own = { ...body, sha256: digestOfOctets(octets) };

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'egif-receipt-'));
    const given = authorityOf();
    keys = await storeKeys(join(root, 'keys.json'), stored(given.seal('Certificates', '99999000048')), stored(given.seal('Status', '99999000048')));
  });
  after(() => rm(root, { recursive: true, force: true }));

  async function received(name: string, what: Parameters<Awaited<ReturnType<typeof openFolder>>['authority']['receive']>[0]) {
    const directory = join(root, name);
    await makeLog(directory, keys);
    const opened = await openFolder(directory, keys);
    await opened.authority.open(issuer);
    await opened.authority.receive(what);
    await opened.authority.settle();
    return { opened, folder: join(directory, 'authority') };
  }
  const codesOf = async (folder: string): Promise<readonly string[]> => (await checkAuthority(folder)).findings.map(({ code }) => code);

  it('keeps the token of a receipt, writes its file again where it is gone, and says where it was changed', async () => {
    const token = tokenOver(octets);
    const { opened, folder } = await received('whole', { ...own, timeStamp: kept(token) });
    const file = receiptFile(folder, own.sha256);
    assert.deepEqual(await readFile(file), Buffer.from(token));
    const found = await checkAuthority(folder);
    assert.deepEqual([found.receipts, found.findings], [{ total: 1, stamped: 1 }, []]);
    await writeFile(file, 'changed');
    assert.deepEqual(await codesOf(folder), ['RECEIPT_DIFFERS']);
    await rm(file);
    assert.deepEqual(await codesOf(folder), ['RECEIPT_MISSING']);
    await opened.authority.settle();
    assert.deepEqual(await codesOf(folder), []);
    await opened.close();
  });

  it('says which receipts are stamped, and by what they were not', async () => {
    const bare = await received('bare', body);
    assert.deepEqual((await checkAuthority(bare.folder)).receipts, { total: 1, stamped: 0 });
    await bare.opened.close();
    const foreign = await received('foreign', { ...body, timeStamp: kept(tokenOver(octets)) });
    assert.deepEqual(await codesOf(foreign.folder), ['RECEIPT_STAMP'], 'a token over another report');
    await foreign.opened.close();
    const dated = await received('dated', { ...own, timeStamp: kept(tokenOver(octets), later(-60)) });
    assert.deepEqual(await codesOf(dated.folder), ['RECEIPT_STAMP'], 'a journal that says another time than the token');
    await dated.opened.close();
  });
});
