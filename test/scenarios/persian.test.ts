/** Every command used wrongly under `--lang fa`: Persian text, the code, the documented exit status, and no stack trace. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { commands } from '../../src/cli/commands.js';
import { hasStackTrace, inParallel, type Ran, runEgif } from './run-egif.js';

interface Wrong {
  readonly why: string;
  readonly args: readonly string[];
  readonly code: RegExp;
}

const wrong = (why: string, code: RegExp, ...args: readonly string[]): Wrong => ({ why, args, code });

/** Words of an error's own, left in English: none of these may stand in a Persian line outside a quoted run. */
const english = /\b(?:there is no|cannot be|is needed|must (?:be|have|not)|name (?:a|an|the|one)|see egif|did you mean|is no|is not|holds|one of)\b/;
const unquoted = (text: string): string => text.replace(/\u2066[^\u2069]*\u2069|\u2068[^\u2069]*\u2069/g, '');

/** Commands that need an input, with what else they need to come as far as reading it. */
const readers: Readonly<Record<string, (file: string) => readonly string[]>> = {
  preflight: (file) => [file],
  plan: (file) => [file, '--profile', 'three-layers'],
  run: (file) => [file, '--profile', 'three-layers', '--offline'],
  lint: (file) => [file],
  types: (file) => [file],
  diff: (file) => [file, file],
  data: (file) => [file],
  replay: (file) => [file],
  render: (file) => [file, '--format', 'md'],
  sign: (file) => [file, '--key', `file:${file}`],
  verify: (file) => [file, '--trust', file],
};

describe('Each command used wrongly in Persian', function () {
  this.timeout(300_000);
  let folder: string;
  let cases: readonly Wrong[] = [];
  let outcomes: readonly Ran[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-persian-'));
    const broken = join(folder, 'broken.yaml');
    await writeFile(broken, 'a: b: c: d\n - x\n');
    const absent = join(folder, 'absent.yaml');
    const unreadable = /(?:FILE_[A-Z_]+|DOCUMENT_[A-Z_]+|STATEMENT_INVALID|EVIDENCE_[A-Z]+|KEY_UNREADABLE|CERTIFICATE_UNREADABLE|PROFILE_[A-Z_]+)/;
    cases = [
      ...commands.map(({ name }) =>
        wrong(`${name} with an unknown option`, /USAGE/, name, ...(readers[name]?.(broken) ?? needed[name] ?? []), '--nonsense'),
      ),
      ...Object.keys(readers).map((name) => wrong(`${name} without its argument`, /USAGE/, name)),
      ...['code', 'explain', 'profile', 'dev'].map((name) => wrong(`${name} without its argument`, /USAGE/, name)),
      ...Object.entries(readers).map(([name, argsOf]) => wrong(`${name} on an absent file`, unreadable, name, ...argsOf(absent))),
      ...Object.entries(readers).map(([name, argsOf]) => wrong(`${name} on a broken file`, unreadable, name, ...argsOf(broken))),
      wrong('profile on an absent file', unreadable, 'profile', 'validate', absent),
      wrong('profile on a broken file', unreadable, 'profile', 'validate', broken),
      wrong('profile with an unknown action', /USAGE/, 'profile', 'nonsense'),
      wrong('profile that is not there', /PROFILE_NOT_FOUND/, 'profile', 'show', 'nonsense'),
      wrong('code with an unknown scheme', /UNKNOWN_ID/, 'code', 'nonsense', '1'),
      wrong('code without a value', /USAGE/, 'code', 'national-code'),
      wrong('explain of an unknown id', /UNKNOWN_ID/, 'explain', 'nonsense'),
      wrong('dev with an unknown action', /USAGE/, 'dev', 'nonsense'),
      wrong('dev with an unknown fault', /FAULT_UNKNOWN/, 'dev', 'agency', '--fault', 'nonsense'),
      wrong('dev with a port that is none', /USAGE/, 'dev', 'agency', '--port', '99999999'),
      wrong('render to an unknown form', /USAGE/, 'render', broken, '--format', 'nonsense'),
      wrong('an unknown command', /UNKNOWN_COMMAND/, 'nonsense'),
    ];
    outcomes = await inParallel(cases, 2, ({ args }) => runEgif([...args, '--lang', 'fa'], { directory: folder }));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('ends with status 3, a code and Persian text, and shows no stack', () => {
    assert.ok(cases.length > 55);
    for (const [index, { why, code }] of cases.entries()) {
      const ran = outcomes[index];
      assert.ok(ran !== undefined, why);
      const text = `${ran.stderr}${ran.stdout}`;
      assert.equal(ran.status, 3, `${why}: ${text}`);
      assert.match(text, code, why);
      assert.match(text, /[\u0600-\u06FF]{3}/, `${why}: ${text}`);
      assert.ok(!hasStackTrace(ran), `${why}: ${text}`);
      assert.doesNotMatch(unquoted(text), english, `${why}: ${text}`);
      assert.match(text, /چاره/, `${why}: ${text}`);
    }
  });
});

/** What the other commands need to come as far as their options. */
const needed: Readonly<Record<string, readonly string[]>> = {
  code: ['national-code', '1'],
  explain: ['USAGE'],
  profile: ['list'],
  dev: ['pki'],
};
