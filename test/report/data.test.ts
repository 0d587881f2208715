/** The forms of a report on data files: each says what the report says, and nothing in a file can break one. */
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { before, describe, it } from 'mocha';
import type { DataReport } from '../../src/contract/documents.js';
import { isObject, memberOf, parseJson } from '../../src/contract/json.js';
import { problemsOf } from '../../src/contract/validate.js';
import { loadMessages, type Messages } from '../../src/locale/load-messages.js';
import { textOf } from '../../src/locale/message-of.js';
import { loadTemplates, type Templates } from '../../src/report/load-templates.js';
import { renderDataHtml } from '../../src/report/render-data-html.js';
import { renderDataJunit } from '../../src/report/render-data-junit.js';
import { renderDataSarif } from '../../src/report/render-data-sarif.js';
import { renderDataText } from '../../src/report/render-data-text.js';
import { dataReport, hostile } from './data-example.js';
import { reportsFolder } from './example.js';

const unseen = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]/;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

describe('the report on data files', () => {
  let messages: Messages;
  let templates: Templates;
  before(async () => {
    [messages, templates] = await Promise.all([loadMessages(`${reportsFolder}/messages`), loadTemplates(reportsFolder, 'data')]);
  });

  it('is a document of the contract', () => {
    assert.deepEqual(problemsOf('DataReport', dataReport), []);
    assert.notDeepEqual(problemsOf('DataReport', { ...dataReport, files: [{ file: 'x', verdict: 'passed' }] }), []);
  });

  describe('as text', () => {
    for (const lang of ['en', 'fa'] as const) {
      it(`names each file, field, count, place and requirement: ${lang}`, () => {
        const text = renderDataText(dataReport, lang, { messages, color: false });
        for (const said of [
          '/nationalId',
          'national-code-check-digit',
          'EGIF-COD-PID-001',
          '4:1',
          'clean.ndjson',
          'FILE_NOT_FOUND',
          '9:2',
          '999•••••19',
        ])
          assert.ok(text.includes(said), said);
        assert.ok(text.includes(textOf(messages, 'data-nothing-of-the-kind', lang)));
        assert.ok(text.includes(lang === 'fa' ? '۲۱۰' : '210'));
      });

      it(`holds no control of a terminal or of direction that a file brought: ${lang}`, () => {
        const text = renderDataText(dataReport, lang, { messages, color: false });
        assert.equal(unseen.exec(text.replaceAll('\n', ''))?.[0], undefined);
        assert.ok(text.includes('\\u{202E}'));
      });
    }

    it('is coloured only where that is asked for', () => {
      assert.ok(renderDataText(dataReport, 'en', { messages, color: true }).includes('\u001B[31m'));
    });
  });

  describe('as a page', () => {
    for (const lang of ['en', 'fa'] as const) {
      it(`is escaped, isolated and bound to its own style: ${lang}`, () => {
        const page = renderDataHtml(dataReport, lang, messages, templates);
        assert.ok(page.startsWith('<!doctype html>') && page.includes(`dir="${lang === 'fa' ? 'rtl' : 'ltr'}"`));
        assert.ok(!page.includes('<script') && !page.includes('<b>'));
        assert.ok(page.includes('&lt;script&gt;') && page.includes('<bdi dir="ltr" class="latin">/nationalId</bdi>'));
        const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
        assert.ok(page.includes(`'sha256-${createHash('sha256').update(style).digest('base64')}'`));
        assert.equal(unseen.exec(page.replaceAll(/[\n\t]/g, ''))?.[0], undefined);
        assert.equal([...page.matchAll(/<article/g)].length, dataReport.files.length);
        assert.ok(!/https?:\/\//.test(page.replaceAll(style, '')));
      });
    }
  });

  describe('as JUnit', () => {
    it('has a suite for each file and a case for each requirement, and no file that is not clean reads as green', () => {
      const xml = renderDataJunit(dataReport, messages);
      const suites = [...xml.matchAll(/<testsuite name="([^"]*)" tests="(\d+)" failures="(\d+)" errors="0" skipped="(\d+)"/g)].map((match) =>
        match.slice(1),
      );
      assert.deepEqual(suites, [
        ['a b/&lt;x&gt;&quot;&amp;.csv', '5', '4', '1'],
        ['clean.ndjson', '2', '0', '0'],
        ['cut.json', '1', '1', '0'],
        ['gone.csv', '1', '1', '0'],
      ]);
      assert.ok(/<testsuites name="egif data" tests="9" failures="6" errors="0" skipped="1"/.test(xml));
      assert.ok(xml.includes('csv-field-count') && !xml.includes(hostile.got) && !unseen.test(xml.replaceAll('\n', '')));
    });
  });

  describe('as SARIF', () => {
    const runOf = (report: DataReport): unknown => list(memberOf(parseJson(renderDataSarif(report, messages))?.value, 'runs'))[0];

    it('has a result for each kept place, with its region, and rules with help', () => {
      const run = runOf(dataReport);
      const results = list(memberOf(run, 'results'));
      assert.equal(results.length, 7);
      const last = results.at(-1);
      assert.deepEqual([memberOf(last, 'ruleId'), memberOf(last, 'level')], ['EGIF-COD-PID-001/national-code-check-digit', 'error']);
      const physical = memberOf(list(memberOf(last, 'locations')).at(0), 'physicalLocation');
      assert.deepEqual(memberOf(physical, 'region'), { startLine: 16, startColumn: 1 });
      assert.deepEqual(memberOf(physical, 'artifactLocation'), { uri: 'a%20b/%3Cx%3E%22%26.csv' });
      const rules = list(memberOf(memberOf(memberOf(run, 'tool'), 'driver'), 'rules'));
      for (const result of results) assert.equal(memberOf(rules[Number(memberOf(result, 'ruleIndex'))], 'id'), memberOf(result, 'ruleId'));
      assert.ok(isObject(memberOf(rules.at(-1), 'help')));
    });

    it('says what could not be told as notifications, never as results', () => {
      const [invocation] = list(memberOf(runOf(dataReport), 'invocations'));
      const codes = list(memberOf(invocation, 'toolExecutionNotifications')).map((each) => memberOf(memberOf(each, 'descriptor'), 'id'));
      assert.deepEqual(codes, ['no-known-fields', 'FILE_NOT_FOUND', 'nothing-of-the-kind']);
      assert.equal(memberOf(invocation, 'executionSuccessful'), false);
    });

    it('tells results of different places apart', () => {
      const prints = list(memberOf(runOf(dataReport), 'results')).map((each) => JSON.stringify(memberOf(each, 'partialFingerprints')));
      assert.equal(new Set(prints).size, prints.length);
    });
  });
});
