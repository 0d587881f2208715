/** What stands in files of others never commands the terminal: errors and lines about a file write out what cannot be seen. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { command as diff } from '../../src/cli/contracts/diff.js';
import { command as types } from '../../src/cli/contracts/types.js';
import { startLintProgress } from '../../src/cli/lint/lint-progress.js';
import { printError } from '../../src/cli/print-error.js';
import { type World, thisWorld } from '../../src/cli/world.js';
import { EgifError, EgifProblems } from '../../src/errors.js';
import { loadMessages } from '../../src/index/words.js';
import { places } from '../../src/cli/places.js';

const hostile = 'a\u001b]0;x\u0007\u001b[2J\u202eb\u2066\r\nfake: passed\u009b31m';
/** Controls but the line's own end, and what turns directions; the isolates of the suite's own Persian lines are closed where they open. */
const commands = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

/** A world whose lines are collected. */
function collecting(): { readonly world: World; readonly lines: string[] } {
  const lines: string[] = [];
  const stderr = Object.create(process.stderr, {
    isTTY: { value: false },
    write: { value: (text: string) => lines.push(text) > 0 },
  });
  return { world: { ...thisWorld(), stderr }, lines };
}

const errors = [
  { why: 'its sentence', error: new EgifError('USAGE', `there is no ${hostile}`, { mend: 'name another' }) },
  { why: 'its mend', error: new EgifError('USAGE', 'there is none', { mend: `name ${hostile}` }) },
  { why: 'its place', error: new EgifError('FILE_NOT_FOUND', 'there is none', { file: hostile, pointer: `/${hostile}`, line: 1, mend: 'x' }) },
  {
    why: 'one of several',
    error: new EgifProblems([new EgifError('USAGE', hostile, { mend: hostile }), new EgifError('USAGE', 'x', { mend: 'y' })]),
  },
  { why: 'an error of the platform', error: Object.assign(new Error(`cannot ${hostile}`), { code: 'ENOENT', path: hostile }) },
] as const;

describe('Text of others on a terminal', () => {
  for (const lang of ['en', 'fa'] as const)
    for (const { why, error } of errors)
      it(`is written out in an error: ${why}, ${lang}`, async () => {
        const { world, lines } = collecting();
        await printError(error, false, { world, lang, colour: false });
        const text = lines.join('');
        assert.ok(!commands.test(text), JSON.stringify(text));
        assert.ok(!text.split('\n').some((line) => line.startsWith('fake')), 'no line of its own');
      });

  it('is written out where a file is told of while many are read', async () => {
    const { world, lines } = collecting();
    const progress = startLintProgress(
      { world, lang: 'en', colour: false },
      { messages: await loadMessages(places.messages), quiet: false, toldElsewhere: false },
    );
    progress.start(1);
    progress.file({ file: hostile, rules: [], findings: [], counts: { error: 0, warn: 0, info: 0, hint: 0 }, errors: [] });
    assert.equal(lines.length, 1);
    assert.ok(!commands.test(lines.join('')), JSON.stringify(lines));
    for (const line of lines.join('').trimEnd().split('\n')) assert.ok(line.startsWith('a\\u{1B}]0;'), 'no line of its own');
  });

  const contract = (path: string, type: string): string => {
    const schema = { type: 'object', properties: { [hostile]: { type } } };
    const responses = { 200: { description: hostile, content: { 'application/json': { schema } } } };
    const get = { operationId: hostile, description: hostile, responses };
    return JSON.stringify({ openapi: '3.1.0', info: { title: hostile, version: '1.0.0' }, paths: { [path]: { get } } });
  };

  for (const [name, command, count] of [
    ['differences of contracts', diff, 2],
    ['types of a contract', types, 1],
  ] as const)
    it(`is written out in ${name}`, async () => {
      const directory = await mkdtemp(join(tmpdir(), 'egif-hostile-text-'));
      const files = ['a.json', 'b.json'].map((file) => join(directory, file));
      await writeFile(files[0] ?? '', contract('/a', 'string'));
      await writeFile(files[1] ?? '', contract(`/a/${hostile}`, 'integer'));
      const { world, lines } = collecting();
      const args = {
        _: files.slice(0, count),
        json: false,
        lang: 'en' as const,
        color: 'never' as const,
        out: undefined,
        'as-of': undefined,
        $0: '',
      };
      await command.run(args, { world: { ...world, stdout: world.stderr }, lang: 'en', colour: false });
      await rm(directory, { recursive: true });
      const text = lines.join('');
      assert.ok(text.includes('\\u{202E}') && !commands.test(text), JSON.stringify(text.slice(0, 2_000)));
      assert.ok(!text.split('\n').some((line) => line.startsWith('fake')), 'no line of its own');
    }).timeout(60_000);
});
