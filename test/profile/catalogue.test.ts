import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { stringify } from 'yaml';
import type { Predicate } from '../../src/contract/documents.js';
import { EgifError, EgifProblems } from '../../src/errors.js';
import { loadCatalogue } from '../../src/profile/index.js';
import { requirement, shippedLaw } from './sample-law.js';

/** Names of facts in a predicate. */
function factsIn(predicate: Predicate): readonly string[] {
  if ('all' in predicate) return predicate.all.flatMap(factsIn);
  if ('any' in predicate) return predicate.any.flatMap(factsIn);
  if ('not' in predicate) return factsIn(predicate.not);
  if ('exists' in predicate) return [predicate.exists];
  const [operands] = Object.values(predicate);
  return Array.isArray(operands) ? [String(operands[0])] : [];
}

const knownFacts = new RegExp(
  `^(service\\.(style|role|kinds|dataClass|criticality|audience|lifeEvents|webhooks)|environment\\.kind|statement\\.(previousCertified|sla|load|oauth|identities|dependencies|lifeEvents|workflows|counterpart)|contract\\.(kind|version|published|dcat|classifications|textSearches|coreTypes|code\\.[a-z-]+|${[
    ...[
      'operations',
      'safeOperations',
      'getOperations',
      'bodyOperations',
      'securedOperations',
      'publicOperations',
      'collections',
      'createOperations',
      'newMajor',
      'changeOperations',
    ],
    ...[
      'asyncOperations',
      'effectOperations',
      'legalOperations',
      'brokers',
      'deprecatedOperations',
      'headOperations',
      'parameters',
      'securitySchemes',
      'schemas',
      'objects',
    ],
    ...['properties', 'numbers', 'arrays', 'enums', 'booleans', 'money', 'temporal', 'dates', 'instants', 'text', 'identifiers', 'codes'],
    ...['listed', 'coreConcepts', 'languageMaps'],
  ].join('|')}))$`,
);

/** Numbers that were given out and withdrawn; never to be used again. */
const parked = [
  ...['TEC-TLS-012', 'TEC-API-010', 'TEC-OAS-014', 'TEC-SEC-019', 'TEC-SEC-022', 'TEC-ERR-006', 'TEC-EVT-004', 'TEC-DSC-006', 'TEC-OPS-006'],
  ...['DAT-SCH-005', 'DAT-SCH-006', 'DAT-TIM-005', 'DAT-TYP-004', 'DAT-NUL-003', 'DAT-MET-004', 'COD-PID-003', 'ORG-IX-006', 'ORG-GOV-002'],
];

async function inFolder(files: Readonly<Record<string, string>>, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'egif-catalogue-'));
  try {
    for (const [name, text] of Object.entries({ VERSION: 'law@1.0.0\n', ...files })) await writeFile(join(folder, name), text);
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function topicFile(topic: string, ...requirements: readonly object[]): string {
  return stringify({ egif: 'requirements/v1', topic, requirements }, { aliasDuplicateObjects: false });
}

async function problemsIn(files: Readonly<Record<string, string>>): Promise<readonly EgifError[]> {
  let problems: readonly EgifError[] = [];
  await inFolder(files, (folder) =>
    loadCatalogue(folder).then(
      () => assert.fail('the catalogue was accepted'),
      (error: unknown) => {
        if (error instanceof EgifProblems) problems = error.problems;
        else if (error instanceof EgifError) problems = [error];
        else throw error;
      },
    ),
  );
  return problems;
}

describe('the shipped catalogue', () => {
  it('holds 224 requirements over five layers', async () => {
    const { catalogue } = await shippedLaw();
    const byLayer: Record<string, number> = {};
    for (const { layer } of catalogue.requirements.values()) byLayer[layer] = (byLayer[layer] ?? 0) + 1;
    assert.deepEqual(byLayer, { coding: 21, data: 41, legal: 10, organisational: 18, technical: 134 });
    assert.equal(catalogue.ref, 'egif-requirements@0.1.0');
    assert.equal(catalogue.requirements.size, 224);
  });

  it('is in the order of ids', async () => {
    const ids = [...(await shippedLaw()).catalogue.requirements.keys()];
    assert.deepEqual(ids, ids.toSorted());
  });

  it('asks only for facts that exist', async () => {
    for (const { id, appliesWhen } of (await shippedLaw()).catalogue.requirements.values()) {
      for (const fact of appliesWhen === undefined ? [] : factsIn(appliesWhen)) assert.match(fact, knownFacts, id);
    }
  });

  it('never says "never" beside a predicate, so that prose and computation agree', async () => {
    for (const { id, appliesWhen, notApplicableWhen } of (await shippedLaw()).catalogue.requirements.values()) {
      if (appliesWhen !== undefined) assert.doesNotMatch(notApplicableWhen, /^never/, id);
    }
  });

  it('gives every method either checks or a reason that says something', async () => {
    for (const { id, check } of (await shippedLaw()).catalogue.requirements.values()) {
      for (const { checks, notTestedReason } of check) assert.ok(checks !== undefined || (notTestedReason ?? '').endsWith('.'), id);
    }
  });

  it('says in both languages what each requirement demands and how binding it is', async () => {
    const strength = { MUST: [/\bMUST\b/, /باید|ممنوع/], SHOULD: [/\bSHOULD\b/, /شایسته است/], MAY: [/\bMAY\b/, /می‌توان/] } as const;
    for (const { id, level, title, statement } of (await shippedLaw()).catalogue.requirements.values()) {
      const [english, persian] = strength[level];
      assert.match(statement.en, english, id);
      assert.match(statement.fa, persian, id);
      assert.match(statement.en, /\.$/, id);
      assert.match(statement.fa, /\.$/, id);
      for (const text of [title.fa, statement.fa]) {
        assert.match(text, /[\u0600-\u06FF]{2}/, id);
        assert.doesNotMatch(text, /[\u064A\u0643\u0649\u06C0\u0660-\u0669\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/, `${id}: letters`);
        assert.doesNotMatch(text, /[\u0600-\u06FF\s][,;?]|[,;?](?:\s|[\u0600-\u06FF]|$)/, `${id}: Latin stops`);
        assert.doesNotMatch(text, / {2}|\u200C(?:[^\u0600-\u06FF]|$)|(?:^|[^\u0600-\u06FF])\u200C|\s[.،؛]/, `${id}: spaces`);
      }
      for (const text of [title.en, statement.en]) assert.doesNotMatch(text.replaceAll(/[«"“(].*?[»"”)]/g, ''), /[\u0600-\u06FF]{3}/, id);
    }
  });

  it('uses no number that was withdrawn', async () => {
    const { requirements } = (await shippedLaw()).catalogue;
    assert.deepEqual(
      parked.filter((id) => requirements.has(`EGIF-${id}`)),
      [],
    );
  });

  it('writes Persian titles with Persian letters', async () => {
    for (const { id, title } of (await shippedLaw()).catalogue.requirements.values()) assert.doesNotMatch(title.fa, /[يىك٠-٩]/, id);
  });
});

describe('a catalogue that is wrong', () => {
  it('is refused with the line of an unknown member and the one that was meant', async () => {
    const text = topicFile('TEC-TLS', { ...requirement('EGIF-TEC-TLS-001'), rational: 'x' });
    const [problem] = await problemsIn({ 'tec-tls.yaml': text });
    assert.equal(problem?.code, 'CATALOGUE_INVALID');
    assert.equal(problem?.place.line, text.split('\n').findIndex((line) => line.includes('rational: x')) + 1);
    assert.match(problem?.mend ?? '', /rationale/);
  });

  it('is refused with every problem of every file', async () => {
    const files = { 'a.yaml': topicFile('TEC-TLS', { ...requirement('EGIF-TEC-TLS-001'), weight: 4 }), 'b.yaml': 'egif: requirements/v1\n' };
    const problems = await problemsIn(files);
    assert.ok(problems.some(({ place }) => place.pointer === '/requirements/0/weight'));
    assert.ok(problems.some(({ place }) => place.file?.endsWith('b.yaml')));
  });

  it('is refused where a MUST has the gate of a SHOULD', async () => {
    const [problem] = await problemsIn({ 'a.yaml': topicFile('TEC-TLS', requirement('EGIF-TEC-TLS-001', { gate: 'score' })) });
    assert.equal(problem?.place.pointer, '/requirements/0/gate');
  });

  const disagreeing = [
    { why: 'an id that stands twice', pointer: '/requirements/0/id', row: requirement('EGIF-TEC-TLS-001') },
    { why: 'a topic of another id', pointer: '/requirements/0/topic', row: { ...requirement('EGIF-TEC-TLS-002'), topic: 'TEC-NET' } },
    { why: 'a requirement in the file of another topic', pointer: '/requirements/0/topic', row: requirement('EGIF-TEC-NET-001') },
    { why: 'a layer of another id', pointer: '/requirements/0/layer', row: requirement('EGIF-TEC-TLS-002', { layer: 'data' }) },
  ];
  for (const { why, pointer, row } of disagreeing) {
    it(`is refused: ${why}`, async () => {
      const files = { 'a.yaml': topicFile('TEC-TLS', requirement('EGIF-TEC-TLS-001')), 'b.yaml': topicFile('TEC-TLS', row) };
      const [problem, ...more] = await problemsIn(files);
      assert.deepEqual([problem?.code, problem?.place.pointer, more.length], ['CATALOGUE_INVALID', pointer, 0]);
      assert.match(problem?.place.file ?? '', /b\.yaml$/);
    });
  }

  it('is refused without requirements, and without a reference', async () => {
    assert.equal((await problemsIn({}))[0]?.code, 'CATALOGUE_INVALID');
    assert.equal((await problemsIn({ VERSION: 'law\n' }))[0]?.code, 'CATALOGUE_INVALID');
  });
});

describe('the digest of a catalogue', () => {
  it('does not depend on how requirements are split into files', async () => {
    const [one, two] = [requirement('EGIF-TEC-TLS-001'), requirement('EGIF-TEC-TLS-002')];
    await inFolder({ 'a.yaml': topicFile('TEC-TLS', one, two) }, async (whole) => {
      await inFolder({ 'x.yaml': topicFile('TEC-TLS', two), 'y.yaml': topicFile('TEC-TLS', one) }, async (parts) => {
        assert.equal((await loadCatalogue(whole)).digest, (await loadCatalogue(parts)).digest);
      });
    });
  });
});
