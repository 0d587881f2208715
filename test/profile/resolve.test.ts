import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { digestOf } from '../../src/contract/canonical.js';
import type { ResolvedProfile } from '../../src/contract/documents.js';
import { parseLoaded } from '../../src/contract/load-document.js';
import { problemsOf } from '../../src/contract/validate.js';
import { EgifError, type ErrorCode } from '../../src/errors.js';
import { assertRunnable, type LoadedProfile, profileOf, resolveProfile } from '../../src/profile/index.js';
import { catalogueOf, profile, requirement, shippedLaw } from './sample-law.js';

const first = 'EGIF-TEC-TLS-001';
const second = 'EGIF-TEC-TLS-002';
const catalogue = catalogueOf(
  requirement(first, { params: { days: 30, names: ['a'] } }),
  requirement(second, { level: 'SHOULD', gate: 'score', tier: 'gold' }),
  requirement('EGIF-TEC-NET-001', { check: [{ by: 'probe', notTestedReason: 'No probe does this yet.' }] }),
);
const all = 'include: [{ topics: [TEC-TLS] }]';
const parent = profile('parent', `issuer: { id: ITO }\n${all}`);

function resolve(members: string, others: readonly LoadedProfile[] = [parent]): ResolvedProfile {
  return resolveProfile('child', { catalogue, profiles: [...others, profile('child', members)] });
}

function demand(resolved: ResolvedProfile, id: string): ResolvedProfile['requirements'][number] {
  const found = resolved.requirements.find((row) => row.id === id);
  assert.ok(found !== undefined, `${id} is not in ${resolved.id}`);
  return found;
}

function refused(code: ErrorCode, act: () => unknown, place: { readonly pointer?: string; readonly mend?: RegExp } = {}): void {
  assert.throws(act, (error) => {
    assert.ok(error instanceof EgifError);
    assert.equal(error.code, code, error.message);
    if (place.pointer !== undefined) assert.equal(error.place.pointer, place.pointer);
    if (place.mend !== undefined) assert.match(error.mend ?? '', place.mend);
    return true;
  });
}

describe('the shipped profiles', () => {
  const counts: Readonly<Record<string, number>> = {
    'egif-core': 94,
    'g2g-rest-provider': 176,
    'g2c-single-window-service': 180,
    'base-registry-provider': 190,
    'ix-exchange-centre': 123,
    'soap-legacy-provider': 131,
    'event-provider': 120,
    'consumer-agency': 34,
    'open-data-publisher': 60,
  };
  for (const [id, count] of Object.entries(counts)) {
    it(`resolve: ${id} has ${count} requirements`, async () => {
      const resolved = resolveProfile(id, await shippedLaw());
      assert.equal(resolved.requirements.length, count);
      assert.deepEqual(problemsOf('ResolvedProfile', resolved), []);
    });
  }

  it('give the g2g provider the gates of the catalogue document', async () => {
    const table: Record<string, Record<string, number>> = {};
    for (const { tier, gate } of resolveProfile('g2g-rest-provider', await shippedLaw()).requirements) {
      table[tier] = { ...table[tier], [gate]: (table[tier]?.[gate] ?? 0) + 1 };
    }
    assert.deepEqual(table, {
      bronze: { hard: 30, major: 10, score: 1 },
      silver: { hard: 30, major: 58, score: 26, info: 2 },
      gold: { hard: 4, major: 9, score: 6 },
    });
  });

  it('three-layers takes what has a check in three layers, for self-tests alone', async () => {
    const { catalogue: shipped, profiles } = await shippedLaw();
    const wired = new Map(shipped.requirements);
    for (const id of [first, 'EGIF-DAT-CHR-001', 'EGIF-COD-PID-001', 'EGIF-LEG-BUD-001']) {
      wired.set(
        id,
        requirement(id, { layer: id.includes('LEG') ? 'legal' : id.includes('TEC') ? 'technical' : id.includes('DAT') ? 'data' : 'coding' }),
      );
    }
    const context = { catalogue: { ...shipped, requirements: wired }, profiles };
    const resolved = resolveProfile('three-layers', context);
    const ids = resolved.requirements.map(({ id }) => id);
    assert.ok(ids.includes(first) && ids.includes('EGIF-DAT-CHR-001') && ids.includes('EGIF-COD-PID-001'));
    assert.ok(!ids.includes('EGIF-LEG-BUD-001'));
    assert.ok(resolved.requirements.every(({ checks }) => checks.length > 0));
    assert.deepEqual([resolved.eligibility, resolved.targetTier], [false, 'silver']);
  });

  it('the core cannot be run by itself, its children can', async () => {
    const law = await shippedLaw();
    refused('PROFILE_ABSTRACT', () => assertRunnable(resolveProfile('egif-core', law), law.profiles), { mend: /g2g-rest-provider/ });
    assertRunnable(resolveProfile('g2g-rest-provider', law), law.profiles);
  });
});

describe('composition', () => {
  it('merges parents, include, exclude, override and params, sorted by id', () => {
    const resolved = resolve(
      `extends: [{ ref: parent }]\ninclude: [{ ids: [EGIF-TEC-NET-001] }]\nexclude: [{ id: ${second}, reason: not here }]\noverride: { ${first}: { weight: 8, gate: hard } }\nparams: { ${first}.days: 10 }`,
    );
    assert.deepEqual(
      resolved.requirements.map(({ id }) => id),
      ['EGIF-TEC-NET-001', first],
    );
    const { weight, gate, params } = demand(resolved, first);
    assert.deepEqual([weight, gate, params], [8, 'hard', { days: 10, names: ['a'] }]);
    assert.deepEqual(demand(resolved, 'EGIF-TEC-NET-001').notTested, [{ by: 'probe', reason: 'No probe does this yet.' }]);
    assert.deepEqual(
      resolved.lineage.map(({ ref }) => ref),
      ['parent@1.0.0', 'child@1.0.0'],
    );
  });

  it('is pinned by a digest over everything but the digest', () => {
    const { digest, ...rest } = resolve(all);
    assert.equal(digest, digestOf(rest));
    assert.notEqual(resolve(`${all}\noverride: { ${first}: { weight: 5 } }`).digest, digest);
  });

  it('takes the newest version of a reference without one', () => {
    const profiles = [profile('a', all, '1.9.0'), profile('a', all, '1.10.0'), profile('a', all, '1.2.0')];
    assert.equal(resolveProfile('a', { catalogue, profiles }).version, '1.10.0');
    assert.equal(resolveProfile('a@1.2.0', { catalogue, profiles }).version, '1.2.0');
  });

  it('targets silver unless it says otherwise, and never above its highest tier', () => {
    assert.equal(resolve(all).targetTier, 'silver');
    const low = 'maxTier: bronze\n';
    assert.throws(() => resolve(`${low}${all}`), { code: 'PROFILE_INVALID' }, 'bronze has no thresholds here');
  });

  it('keeps what a parent marks as a self-test a self-test', () => {
    assert.equal(resolve('extends: [{ ref: toy }]', [profile('toy', `eligibility: false\n${all}`)]).eligibility, false);
  });

  it('settles different parents with an own override', () => {
    const [a, b] = [profile('a', `${all}\noverride: { ${first}: { weight: 5 } }`), profile('b', `${all}\noverride: { ${first}: { weight: 8 } }`)];
    const both = 'extends: [{ ref: a }, { ref: b }]';
    refused('PROFILE_CONFLICTING_PARENTS', () => resolve(both, [a, b]), { pointer: '/extends' });
    refused('PROFILE_CONFLICTING_PARENTS', () => resolve(`${both}\noverride: { ${first}: { gate: hard } }`, [a, b]));
    assert.equal(demand(resolve(`${both}\noverride: { ${first}: { weight: 8 } }`, [a, b]), first).weight, 8);
    refused('PROFILE_LOOSENS', () => resolve(`${both}\noverride: { ${first}: { weight: 5 } }`, [a, b]));
  });

  it('lets a diamond of equal parents pass', () => {
    const [a, b] = [profile('a', 'extends: [{ ref: parent }]'), profile('b', 'extends: [{ ref: parent }]')];
    assert.equal(resolve('extends: [{ ref: a }, { ref: b }]', [parent, a, b]).requirements.length, 2);
  });
});

describe('tighten-only', () => {
  const child = 'extends: [{ ref: parent }]';
  const tightening = [
    `${first}: { gate: hard }`,
    `${second}: { tier: bronze }`,
    `${second}: { level: MUST, gate: major }`,
    `${second}: { weight: 5 }`,
  ];
  for (const entry of tightening) {
    it(`accepts ${entry}`, () => assert.ok(resolve(`${child}\nissuer: { id: OTHER }\noverride: { ${entry} }`)));
  }
  const loosening = [`${first}: { level: SHOULD, gate: score }`, `${first}: { tier: silver }`, `${first}: { weight: 1 }`];
  for (const entry of loosening) {
    it(`refuses ${entry}, unless the same issuer relaxes it with a reason`, () => {
      const relaxed = entry.replace(' }', ', relax: true, reason: measured }');
      const id = entry.slice(0, first.length);
      refused('PROFILE_LOOSENS', () => resolve(`${child}\noverride: { ${entry} }`), { pointer: `/override/${id}` });
      refused('PROFILE_LOOSENS', () => resolve(`${child}\noverride: { ${entry.replace(' }', ', relax: true }')} }`));
      assert.ok(resolve(`${child}\noverride: { ${relaxed} }`));
      assert.ok(resolve(`${child}\nissuer: { id: ITO }\noverride: { ${relaxed} }`));
      refused('PROFILE_LOOSENS', () => resolve(`${child}\nissuer: { id: OTHER }\noverride: { ${relaxed} }`));
    });
  }
  const foreign: readonly { readonly why: string; readonly members: string }[] = [
    { why: 'leaving out what a parent demands', members: `exclude: [{ id: ${first}, reason: unwanted }]` },
    { why: 'another value of a parameter', members: `params: { ${first}.days: 400 }` },
    { why: 'another value of a parameter in an override', members: `override: { ${first}: { params: { days: 400 } } }` },
  ];
  for (const { why, members } of foreign) {
    it(`refuses to another issuer: ${why}`, () => {
      assert.ok(resolve(`${child}\n${members}`));
      refused('PROFILE_LOOSENS', () => resolve(`${child}\nissuer: { id: OTHER }\n${members}`));
    });
  }

  it('refuses to another issuer: thresholds laxer than those of the parent, and other shares', () => {
    const own = (from: string, to: string): ResolvedProfile => {
      const { document } = profile('child', `${child}\nissuer: { id: OTHER }`);
      const changed = profileOf(parseLoaded('child.yaml', new TextEncoder().encode(document.text.replace(from, to))));
      return resolveProfile('child', { catalogue, profiles: [parent, changed] });
    };
    assert.ok(own('qualityMin: 75', 'qualityMin: 80'));
    refused('PROFILE_LOOSENS', () => own('qualityMin: 75', 'qualityMin: 74'), { pointer: '/tiers/silver' });
    refused('PROFILE_LOOSENS', () => own('openMajorsMax: 2', 'openMajorsMax: 3'), { pointer: '/tiers/silver' });
    refused('PROFILE_LOOSENS', () => own('share: 1', 'share: 0.5'), { pointer: '/layers' });
  });
});

describe('a profile that is wrong', () => {
  const cases: readonly {
    readonly why: string;
    readonly code: ErrorCode;
    readonly members: string;
    readonly pointer?: string;
    readonly mend?: RegExp;
  }[] = [
    {
      why: 'an unknown id',
      code: 'PROFILE_UNKNOWN_REQUIREMENT',
      members: 'include: [{ ids: [EGIF-TEC-TLS-003] }]',
      pointer: '/include/0',
      mend: /TLS-00/,
    },
    { why: 'an unknown id beside a known one', code: 'PROFILE_UNKNOWN_REQUIREMENT', members: `include: [{ ids: [${first}, EGIF-TEC-XXX-009] }]` },
    { why: 'an unknown topic', code: 'PROFILE_EMPTY_SELECTOR', members: 'include: [{ topics: [TEC-TSL] }]', pointer: '/include/0', mend: /TEC-TLS/ },
    { why: 'a layer without requirements', code: 'PROFILE_EMPTY_SELECTOR', members: 'include: [{ layers: [legal] }]' },
    {
      why: 'members of a selector that exclude each other',
      code: 'PROFILE_EMPTY_SELECTOR',
      members: `include: [{ ids: [${first}], topics: [TEC-NET] }]`,
    },
    { why: 'nothing selected at all', code: 'PROFILE_EMPTY_SELECTOR', members: '' },
    { why: 'nothing left', code: 'PROFILE_EMPTY_SELECTOR', members: `${all}\nexclude: [{ topic: TEC-TLS, reason: none left }]` },
    { why: 'an unknown exclusion', code: 'PROFILE_UNKNOWN_REQUIREMENT', members: `${all}\nexclude: [{ id: EGIF-TEC-TLS-009, reason: gone }]` },
    {
      why: 'an override of what is not selected',
      code: 'PROFILE_UNKNOWN_REQUIREMENT',
      members: `${all}\noverride: { EGIF-TEC-NET-001: { weight: 5 } }`,
    },
    { why: 'an override that breaks the coupling', code: 'PROFILE_INVALID', members: `${all}\noverride: { ${second}: { gate: hard } }` },
    { why: 'a parameter of an unknown requirement', code: 'PROFILE_UNKNOWN_REQUIREMENT', members: `${all}\nparams: { EGIF-TEC-TLS-009.days: 1 }` },
    {
      why: 'an unknown parameter',
      code: 'PROFILE_INVALID',
      members: `${all}\nparams: { ${first}.day: 1 }`,
      pointer: `/params/${first}.day`,
      mend: /days/,
    },
    { why: 'a parameter of another type', code: 'PROFILE_INVALID', members: `${all}\nparams: { ${first}.days: ten }` },
    { why: 'a list for a single value', code: 'PROFILE_INVALID', members: `${all}\nparams: { ${first}.days: [10] }` },
    { why: 'an unwaivable that does not exist', code: 'PROFILE_UNKNOWN_REQUIREMENT', members: `${all}\nunwaivable: [EGIF-TEC-TLS-009]` },
    { why: 'a target tier without thresholds', code: 'PROFILE_INVALID', members: `${all}\ntargetTier: gold`, pointer: '/tiers' },
    { why: 'an unknown parent', code: 'PROFILE_NOT_FOUND', members: 'extends: [{ ref: parant }]', mend: /parent/ },
    { why: 'a circle of one', code: 'PROFILE_CYCLE', members: 'extends: [{ ref: child }]' },
    {
      why: 'a pin of another parent',
      code: 'PROFILE_DIGEST_MISMATCH',
      members: `extends: [{ ref: parent, digest: "sha256:${'1'.repeat(64)}" }]`,
      pointer: '/extends/0/digest',
    },
  ];
  for (const { why, code, members, pointer, mend } of cases) {
    it(`is ${code}: ${why}`, () => {
      refused(code, () => resolve(members), { ...(pointer === undefined ? {} : { pointer }), ...(mend === undefined ? {} : { mend }) });
    });
  }

  it('is PROFILE_CYCLE: a circle of two', () => {
    const other = profile('other', 'extends: [{ ref: child }]');
    refused('PROFILE_CYCLE', () => resolve('extends: [{ ref: other }]', [other]));
  });

  it('names the line of the override', () => {
    const loaded = profile('child', `${all}\noverride:\n  ${first}: { weight: 1 }`);
    const line = loaded.document.text.split('\n').findIndex((text) => text.includes('weight: 1')) + 1;
    assert.throws(
      () => resolveProfile('child', { catalogue, profiles: [loaded] }),
      (error) => error instanceof EgifError && error.place.line === line,
    );
  });

  it('names an unknown member, its line and the one that was meant', () => {
    assert.throws(
      () => profile('child', `${all}\noverrides: {}`),
      (error) => error instanceof EgifError && error.code === 'PROFILE_INVALID' && error.place.line === 10 && /override/.test(error.mend ?? ''),
    );
  });

  it('names a reference that is not there and the nearest one', () => {
    refused('PROFILE_NOT_FOUND', () => resolveProfile('parnt', { catalogue, profiles: [parent] }), { mend: /parent/ });
    refused('PROFILE_NOT_FOUND', () => resolveProfile('parent@2.0.0', { catalogue, profiles: [parent] }), { mend: /parent@1\.0\.0/ });
  });

  it('names checks that do not exist, when the checks are known', () => {
    const known = new Set(['probe/samples']);
    refused('PROFILE_UNKNOWN_CHECK', () => resolveProfile('parent', { catalogue, profiles: [parent], knownChecks: known }), {
      mend: /probe\/samples/,
    });
    assert.ok(resolveProfile('parent', { catalogue, profiles: [parent], knownChecks: new Set(['probe/sample']) }));
  });

  it('does not take an unwired selector for an empty one', () => {
    const resolved = resolve(`include: [{ topics: [TEC-NET], checked: true }, { ids: [${first}] }]`);
    assert.deepEqual(
      resolved.requirements.map(({ id }) => id),
      [first],
    );
    refused('PROFILE_EMPTY_SELECTOR', () => resolve('include: [{ topics: [TEC-NET], checked: true }]'), { pointer: '/include' });
  });
});
