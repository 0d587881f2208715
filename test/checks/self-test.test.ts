/**
 * Every fixture through every check of its kind; every check over no evidence; every finding code declared, explained and shown.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import type { JsonObject } from '../../src/contract/api-model.js';
import { isObject, memberOf } from '../../src/contract/json.js';
import { checkDefinitions } from '../../src/checks/index.js';
import { fixturesOf, type CheckKind, type Fixture } from './fixture.js';
import { runCheck, runFixture } from './fixture-driver.js';
import { subjectFrom } from './fixture-subject.js';

const kinds: readonly CheckKind[] = ['probe', 'data', 'coding', 'document'];
const checks = [...checkDefinitions.values()];
const checksOf = (kind: CheckKind) => checks.filter(({ id }) => id.startsWith(`${kind}/`));
const fixtures = kinds.flatMap((kind) => [...fixturesOf(kind)]);

function messages(): ReadonlyMap<string, unknown> {
  const folder = join(process.cwd(), 'reports', 'messages');
  const found = new Map<string, unknown>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const entries: unknown = parse(readFileSync(join(folder, file), 'utf8'));
    for (const [code, entry] of Object.entries(isObject(entries) ? entries : {})) found.set(code, entry);
  }
  return found;
}

function expectOutcome(fixture: Fixture): void {
  for (const id of [...Object.keys(fixture.expect), ...Object.keys(fixture.verdict)]) assert.ok(checkDefinitions.has(id), `unknown check ${id}`);
  for (const check of checksOf(fixture.kind)) {
    const outcome = runFixture(check, fixture);
    const wanted = [...(fixture.expect[check.id] ?? [])].sort();
    const causes = outcome.judgements.flatMap(({ cause }) => (cause === undefined ? [] : [`${cause.code} ${cause.detail ?? ''}`]));
    assert.deepEqual(outcome.codes, wanted, `${check.id} ${JSON.stringify(causes)}`);
    assert.ok(!causes.some((cause) => cause.startsWith('harness')), `${check.id}: ${causes.join()}`);
    const verdict = fixture.verdict[check.id];
    if (verdict !== undefined) assert.equal(outcome.verdict, verdict, `${check.id} ${causes.join()}`);
  }
}

describe('every fixture through every check of its kind', () => {
  for (const fixture of fixtures) {
    it(`${fixture.name}: ${fixture.why}`, () => {
      expectOutcome(fixture);
      assert.ok(
        Object.hasOwn(fixture.expect, fixture.check) || Object.hasOwn(fixture.verdict, fixture.check),
        `the fixture says nothing of ${fixture.check}`,
      );
    });
  }
});

describe('every check', () => {
  const explained = messages();
  for (const check of checks) {
    const own = fixtures.filter(({ check: id }) => id === check.id);

    it(`${check.id} has a conformant and a violating fixture`, () => {
      assert.ok(
        own.some(({ verdict }) => verdict[check.id] === 'passed'),
        'no fixture in which it passes',
      );
      assert.ok(
        own.some(({ expect }) => (expect[check.id] ?? []).length > 0),
        'no fixture in which it finds something',
      );
    });

    it(`${check.id} shows every finding code that it may give, and gives no other`, () => {
      const shown = new Set(own.flatMap(({ expect }) => expect[check.id] ?? []));
      assert.deepEqual([...shown].sort(), [...new Set(check.findings)].sort());
    });

    it(`${check.id} has each finding code explained in both languages`, () => {
      for (const code of check.findings) {
        for (const language of ['en', 'fa']) {
          for (const part of ['title', 'cause', 'mend']) {
            const words = memberOf(memberOf(explained.get(code), language), part);
            assert.ok(typeof words === 'string' && words !== '', `${code}.${language}.${part}`);
          }
        }
      }
    });

    it(`${check.id} never passes without evidence`, () => {
      const bare: JsonObject = check.id.startsWith('document/') ? {} : { contract: 'sample-contract' };
      const outcome = runCheck(check, { subject: subjectFrom(bare), params: {} }, []);
      const yieldsNothing = outcome.actions.length === 0 && !check.id.startsWith('document/') && check.safety === 'S0';
      if (!yieldsNothing) assert.notEqual(outcome.verdict, 'passed');
    });
  }
});

describe('the finding codes of the suite', () => {
  it('belong to one check each', () => {
    const owners = new Map<string, string>();
    for (const check of checks) {
      for (const code of check.findings) {
        assert.equal(owners.get(code) ?? check.id, check.id, `${code} is given by two checks`);
        owners.set(code, check.id);
      }
    }
  });
});
