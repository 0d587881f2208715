/** Agreement of the chain validator with openssl on some hundred generated chains: none is accepted here that openssl refuses. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { Refusal } from '../../src/attestation/problem.js';
import { validateChain } from '../../src/attestation/x509/chain.js';
import { type Base, build, type BuiltChain, draftChain, keyTypes, now, policy } from './chain-draft.js';
import { certificateDefects } from './certificate-defects.js';
import type { Defect } from './chain-change.js';
import { policyAndListDefects } from './policy-and-list-defects.js';
import { askOpenssl } from './openssl.js';

interface Case {
  readonly base: Base;
  readonly defects: readonly Defect[];
}

interface Outcome {
  readonly name: string;
  readonly ours: string | undefined;
  readonly oracle: boolean;
  readonly said: string;
}

/** Where this validator refuses and openssl does not, and why that is right. */
const stricter: ReadonlyMap<string, string> = new Map([
  ['X509_LEAF_IS_CA', 'openssl verify asks for no purpose: an authority may be the end of a chain'],
  ['X509_KEY_USAGE', 'openssl verify asks for no purpose: any key may be the end of a chain'],
  ['X509_NAME_CONSTRAINTS_UNSUPPORTED', 'openssl understands name constraints; here they are refused, met or not'],
  ['X509_WEAK_KEY', 'secp256k1, P-521 and Ed25519 are strong for openssl and not on the list here'],
  ['X509_WEAK_OR_UNKNOWN_SIGALG', 'openssl takes RSA algorithm identifiers without their NULL (RFC 4055 §5)'],
  ['X509_VERSION', 'openssl takes certificates of versions 2 and 4'],
  ['X509_SERIAL', 'openssl takes serial numbers that are negative, zero or longer than twenty octets'],
  ['X509_DUPLICATE_EXTENSION', 'openssl passes over a second extension that it does not use'],
  ['X509_EXTENSION_FORM', 'openssl passes over empty keyUsage and extendedKeyUsage'],
  ['X509_POLICY', 'openssl follows mappings, and asks for policies only where it is told to'],
  ['DER_VALUE', 'openssl reads BOOLEANs that are neither 00 nor FF and defaults that are written out'],
  ['DER_TRAILING', 'openssl takes unique identifiers (RFC 5280 §4.1.2.8: not to be used)'],
  ['CRL_NO_NEXT_UPDATE', 'openssl takes a list that never ends'],
  ['CRL_FORMAT', 'openssl takes lists of version 1'],
  ['CRL_INDIRECT', 'openssl understands entries of other issuers; here they are refused, critical or not'],
  ['CRL_CRITICAL_EXTENSION', 'openssl understands lists of a part of the certificates'],
]);

/** The same where it depends on the version of openssl: shown by some and not by others. */
const stricterThanSome: ReadonlyMap<string, string> = new Map([
  ['CRL_DELTA', 'openssl 3.0.19 takes a list of changes for a whole list; 3.0.22 refuses it'],
]);

const defects: readonly Defect[] = [...certificateDefects, ...policyAndListDefects];

/** Numbers that look random and are the same in every run (xorshift). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const fits = (base: Base, { needs }: Defect): boolean =>
  needs === undefined ||
  (needs === 'authority' && base.depth > 0) ||
  (needs === 'crl' && base.crl) ||
  (needs === 'policy' && base.policy) ||
  (needs === 'rsa' && base.keyType.startsWith('rsa'));

const bases: readonly Base[] = keyTypes.flatMap((keyType) =>
  [0, 1, 2, 3].flatMap((depth) => [false, true].flatMap((crl) => [false, true].map((withPolicy) => ({ keyType, depth, crl, policy: withPolicy })))),
);
/** Cheap bases, for most of the cases. */
const quick = bases.filter(({ keyType }) => keyType === 'p256' || keyType === 'rsa2048');

function casesOf(): readonly Case[] {
  const next = numbers(Number(process.env['EGIF_ORACLE_SEED'] ?? 20_261_122));
  const pick = <Item>(of: readonly Item[]): Item => {
    const found = of[next(of.length)];
    if (found === undefined) throw new TypeError('nothing to pick from');
    return found;
  };
  const good = bases.map((base) => ({ base, defects: [] }));
  const single = defects.flatMap((defect) => {
    const able = quick.filter((base) => fits(base, defect));
    return [0, 1].map(() => ({ base: pick(able), defects: [defect] }));
  });
  const pairs: Case[] = [];
  while (pairs.length < 240) {
    const [one, other] = [pick(defects), pick(defects)];
    const able = quick.filter((base) => fits(base, one) && fits(base, other));
    if (one !== other && able.length > 0) pairs.push({ base: pick(able), defects: [one, other] });
  }
  return [...good, ...single, ...pairs];
}

function oursOf(built: BuiltChain): string | undefined {
  try {
    validateChain(built.chain, {
      at: now.getTime(),
      anchors: [built.root],
      ...(built.base.crl ? { crls: built.lists, requireCrl: true } : {}),
      ...(built.base.policy ? { policies: [policy], explicitPolicy: true } : {}),
    });
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

async function outcomeOf({ base, defects: wrong }: Case, directory: string): Promise<Outcome> {
  const draft = draftChain(base);
  for (const defect of wrong) defect.apply(draft);
  const built = build(draft);
  const name = `${base.keyType}, ${base.depth} between${base.crl ? ', lists' : ''}${base.policy ? ', policy' : ''}: ${wrong.map((one) => one.name).join(' + ') || 'good'}`;
  const { status, text } = await askOpenssl(built, { directory, at: now, policy });
  return { name, ours: oursOf(built), oracle: status !== 0, said: text };
}

describe('oracle: certificate chains and openssl', function () {
  this.timeout(300_000);
  const outcomes: Outcome[] = [];
  let directory = '';

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'egif-chains-'));
    const waiting = [...casesOf()];
    const work = async (worker: number): Promise<void> => {
      for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) outcomes.push(await outcomeOf(one, join(directory, String(worker))));
    };
    await Promise.all([0, 1].map(work));
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  it('sees at least five hundred chains, good and bad ones', () => {
    assert.ok(outcomes.length >= 500, `${outcomes.length} chains`);
    const good = outcomes.filter(({ ours }) => ours === undefined).length;
    const bad = outcomes.filter(({ oracle }) => oracle).length;
    assert.ok(good >= 80 && bad >= 250, `${good} accepted here, ${bad} refused by openssl`);
  });

  it('accepts none that openssl refuses', () => {
    assert.deepEqual(
      outcomes.filter(({ ours, oracle }) => ours === undefined && oracle).map(({ name, said }) => `${name}: ${said.slice(0, 300)}`),
      [],
    );
  });

  it('refuses what openssl accepts only by codes that are listed with their reason', () => {
    const unlisted = outcomes.filter(({ ours, oracle }) => ours !== undefined && !oracle && !stricter.has(ours) && !stricterThanSome.has(ours));
    assert.deepEqual(
      unlisted.map(({ name, ours }) => `${name}: ${String(ours)}`),
      [],
    );
  });

  it('lists no reason that no chain shows', () => {
    const shown = new Set(outcomes.filter(({ oracle }) => !oracle).map(({ ours }) => ours));
    assert.deepEqual(
      [...stricter.keys()].filter((code) => !shown.has(code)),
      [],
    );
  });
});
