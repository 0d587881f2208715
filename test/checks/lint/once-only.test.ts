/** The authority matrix is data: its registries are those of the law, and a finding names the one that knows. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { lintContract } from '../../../src/checks/lint/lint-contract.js';
import { isObject, pathOf } from '../../../src/contract/json.js';
import { codeIdOf } from '../../../src/schemes/field-dictionary.js';
import { loadFixtures } from './fixtures.js';

const root = new URL('../../../../', import.meta.url);
const textAt = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** Rows of the list of base registries by code: custodian (which may hold commas) and scheme of the key. */
const registries = new Map(
  textAt('profiles/codelists/base-registries.csv')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [code = '', , , ...rest] = line.split(',');
      return [code, { custodian: rest.slice(0, -1).join(','), scheme: rest.at(-1) ?? '' }] as const;
    }),
);

function matrix(): readonly (readonly [registry: string, row: Readonly<Record<string, unknown>>])[] {
  let value: unknown = parse(textAt('rulesets/openapi.yaml'));
  for (const name of pathOf('/rules/once-only/then/functionOptions/authority')) value = isObject(value) ? value[name] : undefined;
  return isObject(value) ? Object.entries(value).flatMap(([name, row]) => (isObject(row) ? [[name, row] as const] : [])) : [];
}

describe('The authority matrix of once-only (EGIF-DAT-ONC-001)', () => {
  it('has rows', () => assert.ok(matrix().length >= 5));

  for (const [registry, row] of matrix())
    it(`names ${registry} with its custodian, and keys that carry its code`, () => {
      const known = registries.get(registry);
      assert.equal(row['custodian'], known?.custodian);
      assert.ok(Array.isArray(row['keys']));
      for (const key of row['keys']) assert.equal(codeIdOf(String(key)), known?.scheme, String(key));
    });

  const cases = [
    { name: 'once-only/violating.yaml', wants: 'natural-persons (سازمان ثبت احوال کشور)', got: 'familyName' },
    { name: 'once-only/violating-company.yaml', wants: 'legal-persons (سازمان ثبت اسناد و املاک کشور)', got: 'legalName' },
  ];
  for (const { name, wants, got } of cases)
    it(`${name}: the finding names ${wants}`, async () => {
      const fixture = loadFixtures().find((candidate) => candidate.name === name);
      assert.ok(fixture !== undefined);
      const results = await lintContract(fixture.document, { rules: new Set(['lint/once-only']) });
      const findings = results.flatMap(({ judgement }) => judgement.findings);
      assert.deepEqual(
        findings.map((finding) => [finding.code, finding.got, finding.want]),
        [['known-data-demanded', got, wants]],
      );
    }).timeout(60_000);
});
