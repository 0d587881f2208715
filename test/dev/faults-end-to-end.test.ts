/**
 * End to end, for every kind of sample agency: the suite finds nothing in the conformant one, and each fault fails exactly what it names, by the codes that the kill
 * matrix holds; and so does the replay of kinds whose talk is not plain requests.
 *
 * A few faults of each kind by default, since each is a whole run; over the whole of each profile with EGIF_FAULTS=all, with a kind (`soap`), or with names of
 * faults there (comma-separated).
 */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { agencyKinds, type AgencyKind, type Ground } from '../../src/dev/kinds.js';
import { createPki, type Pki } from '../../src/dev/pki.js';
import { heldByProfiles, type KillMatrix, liveRequirements, looksFor, readMatrix, readReasons } from './kill-matrix.js';
import { requirementsOf, seeAgency, verdictsOf } from './see-agency.js';

/** Faults that are tried by default, by kind. Those of a kind that is not named here are its first two. */
const usual: Readonly<Record<string, readonly string[]>> = {
  rest: [
    'tls10-accepted',
    'wrong-host',
    'wrong-method-200',
    'anonymous-allowed',
    'pii-in-query',
    'arabic-yeh',
    'bad-national-code',
    'bad-agency-id',
    'login-fixed-state',
    'sign-on-callback-prefix',
    'page-framable',
    'landing-unnamed',
    'field-unlabelled',
  ],
  soap: ['soap-media-type-html', 'soap-fault-200', 'soap-doctype-read', 'soap-unsigned-served', 'soap-replay-served'],
  event: ['delivery-signature-of-other-content', 'redelivery-renamed'],
  consumer: ['client-takes-any-host', 'client-changes-key'],
};
/** Causes that no sample agency can lift: what the law does not hold a copy of. */
const lackedByLaw: ReadonlySet<string> = new Set(['window-catalogue-absent']);
const wanted = (process.env['EGIF_FAULTS'] ?? '').split(',').filter((name) => name !== '');

function chosenOf(kind: AgencyKind): AgencyKind['faults'] {
  if (wanted.includes('all') || wanted.includes(kind.name)) return kind.faults;
  if (wanted.length > 0) return kind.faults.filter(({ name }) => wanted.includes(name));
  return kind.faults.filter(({ name }, index) => usual[kind.name]?.includes(name) ?? index < 2);
}

/** Requirements that a fault of the kind breaks, of those that a profile judges. */
const ownOf = ({ faults }: AgencyKind, held: ReadonlySet<string> | undefined): readonly string[] =>
  [...new Set(faults.flatMap(({ requirements }) => requirements))].filter((id) => held?.has(id) === true).sort();

const held = await heldByProfiles();

for (const kind of agencyKinds.filter((each) => chosenOf(each).length > 0))
  describe(`The suite and the sample agency of kind ${kind.name}, end to end`, function () {
    // each is a whole run, of some thousand requests or of some dozen waits
    this.timeout(240_000);
    let directory: string;
    let pki: Pki;
    let matrix: KillMatrix;

    before(async () => {
      matrix = await readMatrix();
      directory = await mkdtemp(path.join(tmpdir(), 'egif-end-to-end-'));
      pki = createPki();
    });
    after(async () => rm(directory, { recursive: true, force: true }));

    const [first] = kind.grounds;
    const own = (ground: Ground): readonly string[] => ownOf(kind, held.get(ground.profile));
    const replays = kind.name !== 'rest';
    /** What is judged by default: all on the first ground of plain requests; else what faults break, and on later grounds what those before do not judge. */
    const onlyOn = (ground: Ground, more: readonly string[] = []): readonly string[] | undefined => {
      if (wanted.length > 0 || (kind.name === 'rest' && ground === first)) return undefined;
      return own(ground).filter((id) => ground === first || !held.get(first.profile)?.has(id) || more.includes(id));
    };

    for (const ground of kind.grounds)
      it(`without faults nothing is found under ${ground.profile}, and what a fault could break is seen to hold`, async () => {
        const only = onlyOn(ground);
        const { failed, open, judged, again } = await seeAgency({ kind, ground, directory, pki, faults: [], only, replays });
        assert.deepEqual(failed, []);
        if (ground === agencyKinds[0].grounds[0]) assert.deepEqual(open, [], 'nothing is left open');
        const kept = requirementsOf(
          judged.filter(({ judgement }) => judgement.examined > 0 && (judgement.cause === undefined || lackedByLaw.has(judgement.cause.code))),
        );
        assert.deepEqual(
          own(ground).filter((id) => requirementsOf(judged).includes(id) && !kept.includes(id)),
          [],
        );
        if (replays) assert.deepEqual(verdictsOf(again), verdictsOf(judged));
      });

    for (const fault of chosenOf(kind))
      for (const { ground, requirements } of looksFor(fault, kind, held))
        it(`${fault.name} fails ${requirements.join(', ')} under ${ground.profile} and nothing else`, async () => {
          const only = onlyOn(ground, requirements);
          const { failed, codes, judged, again } = await seeAgency({ kind, ground, directory, pki, faults: [fault.name], only, replays });
          assert.deepEqual(failed, requirements);
          for (const id of requirements) assert.deepEqual(codes[id], matrix[kind.name]?.[fault.name]?.[id], id);
          if (replays) assert.deepEqual(verdictsOf(again), verdictsOf(judged));
        });
  });

describe('The kill matrix (docs/kill-matrix.json)', () => {
  let matrix: KillMatrix;
  let reasons: Readonly<Record<string, string>>;
  const faults = agencyKinds.flatMap((kind) => kind.faults.map((fault) => ({ kind, fault })));

  before(async () => {
    matrix = await readMatrix();
    reasons = await readReasons();
  });

  it('has a row for every fault of every kind and none more; npm run kill-matrix makes them', () => {
    assert.deepEqual(
      Object.keys(matrix),
      agencyKinds.map(({ name }) => name),
    );
    for (const kind of agencyKinds)
      assert.deepEqual(Object.keys(matrix[kind.name] ?? {}).sort(), kind.faults.map(({ name }) => name).sort(), kind.name);
  });

  it('holds that each fault is found by exactly the requirements that it names, each with a code', () => {
    for (const { kind, fault } of faults) {
      const kill = matrix[kind.name]?.[fault.name] ?? {};
      assert.deepEqual(Object.keys(kill).sort(), liveRequirements(fault, kind, held), fault.name);
      for (const [id, codes] of Object.entries(kill)) assert.ok(codes.length > 0, `${fault.name} ${id}`);
    }
  });

  it('gives a reason for every fault that breaks more than one requirement or one that no profile judges, and for no other', () => {
    const several = faults.flatMap(({ kind, fault }) =>
      fault.requirements.length > 1 || liveRequirements(fault, kind, held).length < fault.requirements.length ? [fault.name] : [],
    );
    const given = Object.keys(reasons).filter((name) => !name.startsWith('EGIF-'));
    assert.deepEqual(given.sort(), several.sort());
  });

  it('is of faults that have names of their own, known requirements and a description in both languages', () => {
    const names = faults.map(({ fault }) => fault.name);
    assert.equal(new Set(names).size, names.length);
    for (const { kind, fault } of faults) {
      const { name, requirements, describe: words } = fault;
      assert.match(name, kind.name === 'soap' ? /^soap-[a-z0-9]+(-[a-z0-9]+)*$/ : /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.match(words.fa, /[\u0600-\u06ff]{3}/, name);
      assert.match(words.en ?? '', /^[A-Z]/, name);
      assert.ok(requirements.length > 0, name);
      for (const requirement of requirements) assert.match(requirement, /^EGIF-(TEC|DAT|COD|ORG|LEG)-[A-Z]{2,3}-\d{3}$/);
    }
  });

  it('tries every requirement that is judged by SOAP calls, by deliveries and by the calls of a consumer', () => {
    const numbered = (topic: string, ...numbers: readonly string[]): readonly string[] => numbers.map((number) => `EGIF-TEC-${topic}-${number}`);
    const tried = new Set(faults.flatMap(({ fault }) => fault.requirements));
    for (const id of [
      ...numbered('MSG', '001', '007', '008', '009', '010', '011', '012', '013', '014', '015', '016'),
      ...numbered('EVT', '002', '003', '005', '007', '008', '010'),
      ...numbered('CLI', '001', '002', '003', '004', '005', '006'),
    ])
      assert.ok(tried.has(id), id);
  });
});
