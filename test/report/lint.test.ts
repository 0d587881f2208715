/** The report on contracts in its forms: complete, escaped, and never green where the exit status would not be 0. */
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { before, describe, it } from 'mocha';
import { isObject, memberOf, parseJson } from '../../src/contract/json.js';
import { loadMessages, type Messages } from '../../src/locale/load-messages.js';
import { judgedFiles, keepGravest, lintOutcome, lintOutcomeOf } from '../../src/report/lint-report.js';
import { loadTemplates, type Templates } from '../../src/report/load-templates.js';
import { renderLintGithub, renderLintGitlab } from '../../src/report/render-lint-ci.js';
import { renderLintHtml } from '../../src/report/render-lint-html.js';
import { renderLintJson } from '../../src/report/render-lint-json.js';
import { renderLintJunit } from '../../src/report/render-lint-junit.js';
import { renderLintMarkdown } from '../../src/report/render-lint-markdown.js';
import { renderLintSarif } from '../../src/report/render-lint-sarif.js';
import { renderLintStylish } from '../../src/report/render-lint-stylish.js';
import { reportsFolder } from './example.js';
import { hostile, lintReport } from './lint-example.js';

const unseen = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]/;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const sentence = { fa: 'حکم EGIF-TEC-API-002 باید برقرار باشد.', en: 'The sentence of EGIF-TEC-API-002 MUST hold.' };
const said = ['EGIF-TEC-API-002', 'path-not-kebab-case', '9:5', '/paths/~1B', 'said by the rule', '4:2', 'lost.yaml'];

describe('the report on contracts', () => {
  let messages: Messages;
  let templates: Templates;
  before(async () => {
    [messages, templates] = await Promise.all([loadMessages(`${reportsFolder}/messages`), loadTemplates(reportsFolder, 'lint')]);
  });

  it('is as bad as its worst file; nothing examined, a rule that cannot tell and a lost worker are no pass', () => {
    assert.deepEqual(
      judgedFiles(lintReport).map((file) => lintOutcomeOf(file, 'error')),
      ['failed', 'passed', 'cantTell', 'cantTell', 'unreadable'],
    );
    assert.equal(lintOutcome(lintReport), 'unreadable');
    assert.equal(lintOutcome({ ...lintReport, files: [] }), 'cantTell');
    const [faulty] = lintReport.files;
    assert.ok(faulty !== undefined);
    assert.equal(lintOutcomeOf({ ...faulty, findings: [], counts: { ...faulty.counts, error: 0 } }, 'error'), 'cantTell');
    assert.equal(lintOutcomeOf({ ...faulty, rules: faulty.rules.slice(0, 2), counts: { ...faulty.counts, error: 0 } }, 'warn'), 'failed');
    assert.equal(lintOutcomeOf({ ...faulty, rules: faulty.rules.slice(0, 2), counts: { ...faulty.counts, error: 0 } }, 'error'), 'passed');
  });

  it('keeps the gravest findings, in the order of the document, and counts all', () => {
    const [faulty] = lintReport.files;
    assert.ok(faulty !== undefined);
    const kept = keepGravest({ ...faulty, findings: [...faulty.findings].reverse() }, 2);
    assert.deepEqual(
      kept.findings.map(({ line }) => line),
      [9, 3],
    );
    assert.deepEqual(kept.counts, faulty.counts);
  });

  it('is rows of fixed members as JSON', () => {
    const rows = list(parseJson(renderLintJson(lintReport, { lang: 'en', messages }))?.value);
    assert.equal(rows.length, 4);
    for (const row of rows)
      assert.deepEqual(Object.keys(isObject(row) ? row : {}), ['file', 'requirement', 'code', 'severity', 'pointer', 'line', 'column', 'message']);
  });

  for (const lang of ['en', 'fa'] as const) {
    it(`says requirement, place, pointer, sentence and mend in lines and in Markdown: ${lang}`, () => {
      const speech = { lang, messages };
      const markdown = renderLintMarkdown(lintReport, speech);
      const lines = renderLintStylish(lintReport, { ...speech, color: false });
      for (const word of [...said, lang === 'fa' ? sentence.fa : sentence.en]) {
        assert.ok(lines.includes(word), `${word} in lines`);
        assert.ok(markdown.includes(word), `${word} in Markdown`);
      }
      const mend = messages.get('path-not-kebab-case')?.[lang].mend ?? 'absent';
      assert.ok(lines.includes(mend));
      for (const text of [lines, markdown]) assert.equal(unseen.exec(text.replaceAll('\n', ''))?.[0], undefined);
      assert.ok(!/^::error/m.test(lines) && markdown.includes('`` /paths/~1<script>|`x` ``') && markdown.includes('package.json'));
      assert.equal(markdown.startsWith('<div dir="rtl">'), lang === 'fa');
      assert.ok(renderLintStylish(lintReport, { ...speech, color: true }).includes('\u001B[31m'));
    });

    it(`is written for more findings than a call takes arguments: ${lang}`, () => {
      const [first] = lintReport.files;
      const [one] = first?.findings ?? [];
      assert.ok(first !== undefined && one !== undefined);
      const many = { ...first, findings: Array.from({ length: 300_000 }, () => one) };
      assert.ok(renderLintStylish({ ...lintReport, files: [many] }, { lang, messages, color: false }).length > 300_000);
    }).timeout(60_000);

    it(`is a page that is escaped, isolated and bound to its own style: ${lang}`, () => {
      const page = renderLintHtml(lintReport, { lang, messages }, templates);
      assert.ok(page.startsWith('<!doctype html>') && page.includes(`dir="${lang === 'fa' ? 'rtl' : 'ltr'}"`));
      for (const word of said) assert.ok(page.includes(word), word);
      assert.ok(page.includes(lang === 'fa' ? 'حکم <bdi dir="ltr">EGIF-TEC-API-002</bdi> باید برقرار باشد.' : sentence.en));
      assert.ok(!page.includes('<script') && page.includes('&lt;script&gt;') && page.includes('<bdi dir="ltr" class="latin">9:5</bdi>'));
      const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
      assert.ok(page.includes(`'sha256-${createHash('sha256').update(style).digest('base64')}'`));
      assert.equal(unseen.exec(page.replaceAll(/[\n\t]/g, ''))?.[0], undefined);
      assert.equal([...page.matchAll(/<article/g)].length, judgedFiles(lintReport).length);
      assert.ok(!/https?:\/\//.test(page.replaceAll(style, '')));
    });
  }

  it('is JUnit in which no file that is not clean reads as green', () => {
    const xml = renderLintJunit(lintReport, messages);
    const suites = [...xml.matchAll(/<testsuite name="([^"]*)" tests="(\d+)" failures="(\d+)" errors="0" skipped="(\d+)"/g)].map((match) =>
      match.slice(1),
    );
    assert.deepEqual(suites, [
      ['a b/&lt;x&gt;,:&quot;&amp;%.yaml', '5', '2', '2'],
      ['clean.yaml', '2', '0', '0'],
      ['lost.yaml', '1', '1', '0'],
      ['bare.yaml', '2', '1', '1'],
      ['gone.yaml', '1', '1', '0'],
    ]);
    assert.ok(xml.includes('demanded: The sentence of EGIF-TEC-API-002 MUST hold.') && !unseen.test(xml.replaceAll('\n', '')));
  });

  it('is SARIF with a result for each finding and notifications for what is not told', () => {
    const [run] = list(memberOf(parseJson(renderLintSarif(lintReport, messages))?.value, 'runs'));
    const results = list(memberOf(run, 'results'));
    assert.deepEqual(
      results.map((result) => [memberOf(result, 'ruleId'), memberOf(result, 'level')]),
      [
        ['EGIF-TEC-API-002/path-not-kebab-case', 'error'],
        ['EGIF-TEC-API-002/path-not-kebab-case', 'error'],
        ['EGIF-TEC-OAS-006/operation-tags-not-one', 'warning'],
        ['oas3-x', 'note'],
      ],
    );
    const physical = memberOf(list(memberOf(results[1], 'locations'))[0], 'physicalLocation');
    assert.deepEqual(memberOf(physical, 'region'), { startLine: 9, startColumn: 5 });
    const rules = list(memberOf(memberOf(memberOf(run, 'tool'), 'driver'), 'rules'));
    for (const result of results) assert.equal(memberOf(rules[Number(memberOf(result, 'ruleIndex'))], 'id'), memberOf(result, 'ruleId'));
    assert.match(String(memberOf(memberOf(rules[0], 'help'), 'text')), /MUST hold/);
    const [invocation] = list(memberOf(run, 'invocations'));
    assert.equal(memberOf(invocation, 'executionSuccessful'), false);
    assert.deepEqual(
      list(memberOf(invocation, 'toolExecutionNotifications')).map((each) => memberOf(each, 'level')),
      ['warning', 'warning', 'warning', 'error', 'note'],
    );
    const prints = results.map((each) => JSON.stringify(memberOf(each, 'partialFingerprints')));
    assert.equal(new Set(prints).size, prints.length);
  });

  it('is one workflow command a line, which no value of a contract can break out of', () => {
    const lines = renderLintGithub(lintReport, { lang: 'en', messages }).trimEnd().split('\n');
    assert.equal(lines.length, 8);
    for (const line of lines) assert.match(line, /^::(?:error|warning|notice) file=[^,]+,line=\d+,col=\d+,title=[^,:]+::[^\n]+$/);
    assert.ok(
      lines.some((line) => line.startsWith('::error file=a b/<x>%2C%3A"&%25.yaml,line=3,col=5,title=EGIF-TEC-API-002 path-not-kebab-case::')),
    );
    assert.ok(lines.some((line) => line.startsWith('::error file=gone.yaml,line=4,col=2')));
  });

  it('is a Code Quality report with an entry for each finding, reason and error, each with its own fingerprint', () => {
    const entries = list(parseJson(renderLintGitlab(lintReport, { lang: 'fa', messages }))?.value);
    assert.deepEqual(
      entries.map((entry) => memberOf(entry, 'severity')),
      ['major', 'critical', 'critical', 'minor', 'info', 'major', 'major', 'blocker'],
    );
    assert.equal(new Set(entries.map((entry) => memberOf(entry, 'fingerprint'))).size, entries.length);
    assert.deepEqual(memberOf(entries[2], 'location'), { path: hostile.file, positions: { begin: { line: 9, column: 5 } } });
  });
});
