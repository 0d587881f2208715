/** Workers change nothing: the same findings in the same order, and a worker that dies loses no file. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'mocha';
import { lintFiles } from '../../src/cli/lint/lint-pool.js';
import type { LintSource } from '../../src/cli/lint/lint-source.js';
import { lintOutcomeOf } from '../../src/report/lint-report.js';

const sample = fileURLToPath(new URL('../../../fixtures/agencies/person-registry/openapi.yaml', import.meta.url));

describe('the workers of egif lint', function () {
  this.timeout(60_000);
  let folder: string;
  let sources: readonly LintSource[];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-pool-'));
    const texts = {
      'faulty.yaml': 'openapi: 3.1.0\ninfo: {title: x, version: "1"}\nservers: [{url: "http://a.example"}]\npaths: {}\n',
      'plain.json': '{"a": 1}',
      'broken.json': '{"openapi": ',
      'empty.yaml': '',
    };
    for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
    const at = (name: string): LintSource => ({ file: join(folder, name) });
    sources = [
      at('faulty.yaml'),
      { file: sample },
      at('broken.json'),
      { ...at('plain.json'), folder },
      at('empty.yaml'),
      at('gone.yaml'),
      at('faulty.yaml'),
    ];
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('give what one process gives, in the order of the files', async () => {
    const order: string[] = [];
    const one = await lintFiles(sources, { settings: {}, workers: 1 });
    const three = await lintFiles(sources, { settings: {}, workers: 3, onFile: ({ file }) => void order.push(file) });
    assert.deepEqual(three, one);
    assert.deepEqual(
      order,
      sources.map(({ file }) => file),
    );
    assert.deepEqual(
      one.map((file) => file.errors[0]?.code ?? (file.passedOver === undefined ? lintOutcomeOf(file, 'error') : 'passed over')),
      ['failed', 'passed', 'DOCUMENT_SYNTAX', 'passed over', 'FILE_EMPTY', 'FILE_NOT_FOUND', 'failed'],
    );
    assert.match(one[3]?.passedOver ?? '', /no contract/);
  });

  it('run only the rules that are wanted', async () => {
    const [linted] = await lintFiles(sources.slice(0, 2), { settings: { rules: ['lint/servers-https'] }, workers: 2 });
    assert.deepEqual(
      linted?.rules.map(({ check }) => check),
      ['lint/servers-https'],
    );
  });

  for (const { why, program, detail } of [
    {
      why: 'throws',
      program: "parentPort.on('message', (m) => { if (m.file.includes('faulty')) throw new Error('broken inside'); answer(m); })",
      detail: /broken inside/,
    },
    {
      why: 'exits',
      program: "parentPort.on('message', (m) => { if (m.file.includes('faulty')) process.exit(0); answer(m); })",
      detail: /before it answered/,
    },
    {
      why: 'runs out of memory',
      program:
        "parentPort.on('message', (m) => { const kept = []; if (m.file.includes('faulty')) for (;;) kept.push(new Array(1e5).fill({})); answer(m); })",
      detail: /out of memory/,
    },
    {
      why: 'answers nonsense',
      program: "parentPort.on('message', (m) => { if (m.file.includes('faulty')) parentPort.postMessage(7); else answer(m); })",
      detail: /before it answered/,
    },
  ]) {
    it(`lose no file where one ${why}: it cannot be told, and the others are`, async () => {
      const answer =
        'const answer = ({file}) => parentPort.postMessage({file, rules: [], findings: [], counts: {error: 0, warn: 0, info: 0, hint: 0}, errors: []});';
      const file = join(folder, `${why.replaceAll(' ', '-')}.mjs`);
      await writeFile(file, `import { parentPort } from 'node:worker_threads';\n${answer}\n${program}\n`);
      const linted = await lintFiles(sources, { settings: {}, workers: 2, program: new URL(`file://${file}`), maxMemory: 32 });
      assert.deepEqual(
        linted.map((each) => [each.file, each.cause?.code]),
        sources.map((each) => [each.file, each.file.includes('faulty') ? 'harness' : undefined]),
      );
      assert.match(linted[0]?.cause?.detail ?? '', detail);
      assert.equal(linted[0] && lintOutcomeOf(linted[0], 'error'), 'cantTell');
    });
  }
});
