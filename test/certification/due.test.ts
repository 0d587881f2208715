/** What an authority has to do next, told from its journal alone. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { type AuthorityState, type CertificateRecord, emptyState } from '../../src/certification/authority-state.js';
import { dueOf, type DueWish } from '../../src/certification/due.js';
import { digest } from './issuing.js';

const dayMs = 86_400_000;
const now = Date.parse('2026-11-22T09:00:00Z');
const day = (days: number): number => now + days * dayMs;
const text = (days: number): string => new Date(day(days)).toISOString();

const certificate = (more: Partial<CertificateRecord> = {}): CertificateRecord => ({
  kind: 'interoperability',
  id: 'urn:egif:cert:IR-2026-000001',
  seq: 4,
  at: day(-10),
  sha256: digest('1'),
  credential: 'a.b.c',
  basis: digest('2'),
  agency: '99999000014',
  service: '99990000000',
  validFrom: text(-10),
  validUntil: text(300),
  indexes: { revocation: 1, suspension: 2, refresh: 3 },
  approvals: [],
  bits: { revocation: false, suspension: false, refresh: false },
  released: digest('3'),
  changes: [],
  surveys: [],
  ...more,
});
const { released: _released, ...unreleased } = certificate();
const list = (signed: number, until: number | undefined, covers = 0) => ({
  url: 'https://registry.egif.example/v1/status',
  seq: 5,
  at: day(signed),
  purpose: 'revocation' as const,
  sequence: 1,
  sha256: digest('4'),
  covers,
  credential: `x.${Buffer.from(JSON.stringify(until === undefined ? {} : { validUntil: text(until) })).toString('base64url')}.y`,
});

interface Given {
  readonly records?: readonly CertificateRecord[];
  readonly lists?: ReturnType<typeof list>;
  readonly changed?: number;
}
function stateOf({ records = [certificate()], lists = list(-0.5, 6.5), changed }: Given): AuthorityState {
  const state = emptyState();
  for (const record of records) state.certificates.set(record.id, record);
  for (const purpose of ['revocation', 'suspension', 'refresh'] as const) state.lists.set(purpose, { ...lists, purpose });
  if (changed !== undefined) state.changed.set('revocation', changed);
  return state;
}
const wish: DueWish = { at: now, withinMs: 0, everyMs: 30 * dayMs };
const survey = (days: number) => ({ result: 'passed' as const, at: day(days) });

const cases: readonly (readonly [why: string, given: Given, wish: Partial<DueWish>, expected: readonly string[]])[] = [
  ['nothing, of a young certificate with fresh lists', {}, {}, []],
  ['surveillance a month after it was issued', { records: [certificate({ validFrom: text(-30) })] }, {}, ['surveillance never-surveyed overdue']],
  ['no surveillance a day before that', { records: [certificate({ validFrom: text(-29) })] }, {}, []],
  ['surveillance that comes within what is looked at', {}, { withinMs: 20 * dayMs }, ['daily', 'daily', 'daily', 'surveillance never-surveyed']],
  [
    'surveillance a month after the last',
    { records: [certificate({ validFrom: text(-90), surveys: [survey(-60), survey(-31)] })] },
    {},
    ['surveillance interval overdue'],
  ],
  ['none where the last is young', { records: [certificate({ validFrom: text(-90), surveys: [survey(-3)] })] }, {}, []],
  ['another interval', { records: [certificate({ surveys: [survey(-8)] })] }, { everyMs: 7 * dayMs }, ['surveillance interval overdue']],
  [
    'surveillance of what is suspended',
    { records: [certificate({ validFrom: text(-31), bits: { revocation: false, suspension: true, refresh: false } })] },
    {},
    ['surveillance never-surveyed overdue'],
  ],
  [
    'nothing of what is revoked',
    { records: [certificate({ validFrom: text(-90), bits: { revocation: true, suspension: false, refresh: false } })] },
    {},
    [],
  ],
  [
    'nothing of what is superseded',
    { records: [certificate({ validFrom: text(-90), bits: { revocation: false, suspension: false, refresh: true } })] },
    {},
    [],
  ],
  ['nothing of what has ended', { records: [certificate({ validFrom: text(-90), validUntil: text(-1) })] }, {}, []],
  ['no surveillance of a participation', { records: [certificate({ kind: 'participation', validFrom: text(-90) })] }, {}, []],
  [
    'the end that is near',
    { records: [certificate({ validUntil: text(5), surveys: [survey(-1)] })] },
    { withinMs: 6 * dayMs },
    ['daily', 'daily', 'daily', 'expiry ends'],
  ],
  ['a bundle that waits', { records: [unreleased] }, {}, ['release waits overdue']],
  ['lists a day after they were signed', { lists: list(-1, 6) }, {}, ['daily overdue', 'daily overdue', 'daily overdue']],
  ['lists whose time is over', { lists: list(-8, -1) }, {}, ['stale overdue', 'stale overdue', 'stale overdue']],
  ['lists whose end cannot be read', { lists: list(-0.1, undefined) }, {}, ['stale overdue', 'stale overdue', 'stale overdue']],
  ['a change that its list does not hold', { lists: list(-0.1, 6, 3), changed: 7 }, {}, ['changed overdue']],
];

describe('What an authority has to do next', () => {
  for (const [why, given, more, expected] of cases) {
    it(`is ${why}`, () => {
      const found = dueOf(stateOf(given), { ...wish, ...more });
      const said = found.map(({ kind, reason, overdue }) => `${kind === 'status-list' ? '' : `${kind} `}${reason}${overdue ? ' overdue' : ''}`);
      assert.deepEqual(said, expected);
    });
  }

  it('is nothing where there is no certificate and no challenge, and to sign the lists where there is one and they never were', () => {
    assert.deepEqual(dueOf(emptyState(), wish), []);
    const state = emptyState();
    state.certificates.set('urn:egif:cert:IR-2026-000001', certificate());
    assert.deepEqual(
      dueOf(state, wish).map(({ reason }) => reason),
      ['never-signed', 'never-signed', 'never-signed'],
    );
  });

  it('stands in the order of time', () => {
    const records = [certificate({ id: 'urn:egif:cert:IR-2026-000002', validUntil: text(20) }), certificate({ validUntil: text(2) })];
    const found = dueOf(stateOf({ records }), { ...wish, withinMs: 25 * dayMs }).map(({ dueAt }) => dueAt);
    assert.deepEqual(found, found.toSorted());
  });
});
