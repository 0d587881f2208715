/**
 * Mutants of the core vocabularies' records: each spoiled value gives the finding that its mutation names, at its field; the clean twins give none.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openJudge } from '../../../src/checks/dataset/open-judge.js';
import type { Json, JsonObject } from '../../../src/contract/api-model.js';
import type { RecordJudge } from '../../../src/contract/dataset.js';
import { isObject, parseJson, pointerOf } from '../../../src/contract/json.js';
import { loadCodelists } from '../../../src/profile/load-codelists.js';
import { mutations, type Mutation } from './mutations.js';
import { changed, seededBelow, sitesOf, type Change } from './sites.js';

const perEntity = 200;
const schemas = join(process.cwd(), 'profiles', 'vocabularies');
const fixtures = join(process.cwd(), 'fixtures', 'vocabularies');

interface Entity {
  readonly name: string;
  readonly schema: JsonObject;
  readonly records: readonly Json[];
}

const read = (file: string): Json => parseJson(readFileSync(file, 'utf8'))?.value ?? null;

function entityOf(name: string): Entity {
  const schema = read(join(schemas, `${name}.schema.json`));
  assert.ok(isObject(schema), name);
  const files = readdirSync(join(fixtures, name)).filter((file) => file.startsWith('valid-'));
  return { name, schema, records: files.map((file) => read(join(fixtures, name, file))) };
}

const entities = readdirSync(fixtures).map(entityOf);
const used = new Map<string, number>();

interface Mutant {
  readonly mutation: Mutation;
  readonly change: Change;
  readonly record: Json;
}

/** All ways in which an entity's records can be spoiled. */
function mutantsOf({ schema, records }: Entity): readonly Mutant[] {
  return records.flatMap((record) =>
    sitesOf(record, schema).flatMap((site) =>
      mutations.flatMap((mutation): readonly Mutant[] => {
        const change = mutation.at(site);
        return change === undefined ? [] : [{ mutation, change, record: changed(record, change) }];
      }),
    ),
  );
}

/** So many of an entity's mutants, the mutations that were used least first; a small entity's come round again. */
function chosen(mutants: readonly Mutant[], below: (bound: number) => number): readonly Mutant[] {
  const picked: Mutant[] = [];
  for (let index = 0; index < perEntity; index += 1) {
    const names = [...new Set(mutants.map(({ mutation }) => mutation.name))];
    const least = Math.min(...names.map((name) => used.get(name) ?? 0));
    const rare = mutants.filter(({ mutation }) => (used.get(mutation.name) ?? 0) === least);
    const mutant = rare[below(rare.length)];
    if (mutant === undefined) break;
    used.set(mutant.mutation.name, least + 1);
    picked.push(mutant);
  }
  return picked;
}

/** What a mutant's judgement lacks, as a row of the table that a failure prints. */
function lackOf(judge: RecordJudge, { mutation, change, record }: Mutant): readonly string[] {
  const findings = judge.judge(record, false);
  const pointer = pointerOf(change.at ?? change.path);
  if (findings.some((finding) => finding.code === mutation.code && finding.pointer === pointer)) return [];
  const got = findings.map((finding) => `${finding.code} ${finding.pointer}`).join(', ');
  return [`${mutation.name} | ${pointer} = ${JSON.stringify(change.value)} | want ${mutation.code} | got ${got === '' ? 'nothing' : got}`];
}

describe('mutants of the core vocabularies', () => {
  let codelists: Awaited<ReturnType<typeof loadCodelists>> = new Map();
  before(async () => {
    codelists = await loadCodelists(join(process.cwd(), 'profiles', 'codelists'));
  });
  const judgeOf = ({ schema }: Entity): RecordJudge => openJudge({ schema, codelist: (id) => codelists.get(id)?.rows });

  for (const entity of entities) {
    it(`${entity.name}: the clean twins give no finding`, () => {
      assert.ok(entity.records.length >= 3);
      for (const record of entity.records) assert.deepEqual(judgeOf(entity).judge(record, false), []);
    });

    it(`${entity.name}: each of ${perEntity} mutants gives the finding that its mutation names`, () => {
      const judge = judgeOf(entity);
      const picked = chosen(mutantsOf(entity), seededBelow(entity.name.length * 7919));
      assert.equal(picked.length, perEntity);
      const lacks = [...new Set(picked.flatMap((mutant) => lackOf(judge, mutant)))];
      assert.equal(lacks.length, 0, `\n${lacks.join('\n')}`);
    });
  }

  it('use every mutation at least once', () => {
    assert.deepEqual(
      mutations.map(({ name }) => name).filter((name) => !used.has(name)),
      [],
    );
    assert.equal(new Set(mutations.map(({ name }) => name)).size, mutations.length);
  });
});
