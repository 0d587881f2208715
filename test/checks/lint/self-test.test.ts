import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { lintContract } from '../../../src/checks/lint/lint-contract.js';
import { lintRules, rulesetDigests } from '../../../src/checks/lint/lint-rules.js';
import type { LoadedDocument } from '../../../src/contract/api-model.js';
import { isObject, memberOf } from '../../../src/contract/json.js';
import { loadBase, loadFixtures } from './fixtures.js';

async function findingsOf(document: LoadedDocument): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const { check, judgement } of await lintContract(document)) {
    assert.equal(judgement.cause, undefined, `${check}: ${judgement.cause?.code} ${judgement.cause?.detail}`);
    if (judgement.findings.length > 0) found[check] = [...new Set(judgement.findings.map(({ code }) => code))].sort();
  }
  return found;
}

const sorted = (expect: Readonly<Record<string, readonly string[]>>): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(expect).map(([check, codes]) => [check, [...codes].sort()]));

describe('The lint rules against their fixtures', () => {
  const fixtures = loadFixtures();
  const rules = lintRules();

  const bases = [
    { file: 'base.openapi.yaml', kind: 'openapi' },
    { file: 'base.asyncapi.yaml', kind: 'asyncapi' },
    { file: 'base.swagger.yaml', kind: 'swagger' },
    { file: 'base.arazzo.yaml', kind: 'arazzo' },
    { file: 'base.schema.yaml', kind: 'json-schema' },
    { file: 'base.wsdl', kind: 'wsdl' },
    { file: 'base.xsd', kind: 'xsd' },
  ] as const;
  for (const { file, kind } of bases) {
    it(`${file} is conformant, and no rule is dead on it`, async () => {
      const results = await lintContract(loadBase(file));
      const expected = rules.filter(({ kinds }) => kinds.includes(kind));
      assert.deepEqual(
        results.map(({ check }) => check),
        expected.map(({ id }) => id),
      );
      for (const { check, judgement } of results) {
        // whatever Swagger 2.0 says, it is too old
        if (kind === 'swagger' && check === 'lint/openapi-version') continue;
        assert.deepEqual(judgement.findings, [], check);
        assert.ok(judgement.examined > 0, `${check} examined nothing`);
      }
    });
  }

  for (const fixture of fixtures) {
    it(`${fixture.name}: ${fixture.why}`, async () => {
      const found = await findingsOf(fixture.document);
      assert.deepEqual(found, sorted(fixture.expect));
    });
  }

  it('every fixture belongs to a rule, and violates it or not as its name says', () => {
    const known = new Set<string>(rules.map(({ id }) => id));
    for (const { name, rule, violating, expect } of fixtures) {
      assert.ok(known.has(`lint/${rule}`), `${name} has no rule`);
      assert.equal(expect[`lint/${rule}`] !== undefined, violating, name);
      if (!violating) assert.deepEqual(expect, {}, name);
    }
  });

  it('every rule has a violating and a conformant twin, and each of its codes is given somewhere', () => {
    const shared = new Set(['code-not-text', 'code-without-shape', 'code-pattern-too-narrow', 'code-pattern-too-wide']);
    const given = new Set(fixtures.flatMap(({ expect }) => Object.values(expect).flat()));
    for (const { id, findings } of rules) {
      const own = fixtures.filter(({ rule }) => `lint/${rule}` === id);
      assert.ok(
        own.some(({ violating }) => violating),
        `${id} has no violating twin`,
      );
      assert.ok(
        own.some(({ violating }) => !violating),
        `${id} has no conformant twin`,
      );
      const codes = own.flatMap(({ expect }) => expect[id] ?? []);
      for (const code of findings) assert.ok(shared.has(code) ? given.has(code) : codes.includes(code), `${id} never gives ${code}`);
    }
  });

  it('every finding code and cause has messages in both languages', () => {
    const messages = Object.assign(
      {},
      ...['lint.yaml', 'lint-kinds.yaml'].map((file): unknown =>
        parse(readFileSync(new URL(`../../../../reports/messages/${file}`, import.meta.url), 'utf8')),
      ),
    );
    const wanted = new Set([...rules.flatMap(({ findings }) => findings), 'work-limit']);
    for (const code of wanted) {
      for (const language of ['en', 'fa']) {
        for (const part of ['title', 'cause', 'mend']) {
          const text = memberOf(memberOf(memberOf(messages, code), language), part);
          assert.ok(typeof text === 'string' && text.length > 3, `${code}.${language}.${part} is missing`);
          if (language === 'fa') assert.doesNotMatch(text, /[يك]/, `${code}: Arabic ye or kaf`);
          if (part !== 'title') assert.doesNotMatch(text, /[{}]/, `${code}: placeholders belong in titles`);
        }
      }
    }
    assert.deepEqual(isObject(messages) ? Object.keys(messages).filter((code) => !wanted.has(code)) : [], [], 'messages of codes that no rule gives');
  });

  it('names each ruleset with its digest', () => {
    assert.deepEqual(
      rulesetDigests().map(({ ref }) => ref),
      ['openapi', 'asyncapi', 'arazzo', 'json-schema', 'wsdl'].map((name) => `rulesets/${name}.yaml`),
    );
    for (const { digest } of rulesetDigests()) assert.match(digest, /^sha256:[0-9a-f]{64}$/);
  });
});
