/** The report in the forms that programs and terminals read. */
import { strict as assert } from 'node:assert';
import { before, describe, it } from 'mocha';
import type { Report, Verdict } from '../../src/contract/documents.js';
import { isObject, memberOf, parseJson } from '../../src/contract/json.js';
import type { Json } from '../../src/contract/api-model.js';
import type { Messages } from '../../src/locale/load-messages.js';
import { renderCsv } from '../../src/report/render-csv.js';
import { renderEarl } from '../../src/report/render-earl.js';
import { escapeXml, renderJunit } from '../../src/report/render-junit.js';
import { codeSpan, escapeMarkdown, renderMarkdown } from '../../src/report/render-markdown.js';
import { renderSarif } from '../../src/report/render-sarif.js';
import { summaryOf } from '../../src/report/summary-of.js';
import { exampleInput, exampleMessages, exampleReport } from './example.js';

/** The members at a path of a parsed text; lists are flattened. */
function at(value: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const [name, ...rest] = path;
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item: Json) => at(item, ...path));
  return name === undefined ? [value] : at(memberOf(value, name), ...rest);
}

describe('a report in other forms', () => {
  let report: Report;
  let messages: Messages;
  const idsOf = (verdict: Verdict): readonly string[] => report.requirements.filter((row) => row.verdict === verdict).map(({ id }) => id);

  before(async () => {
    [report, messages] = await Promise.all([exampleReport(), exampleMessages()]);
  });

  describe('JUnit XML', () => {
    const cases = (xml: string): readonly { readonly name: string; readonly body: string }[] =>
      [...xml.matchAll(/<testcase classname="[^"]*" name="([^"]*)" time="0">(.*?)<\/testcase>/gs)].map(([, name = '', body = '']) => ({
        name,
        body,
      }));
    const stateOf = (xml: string, id: string): string | undefined => {
      const body = cases(xml).find(({ name }) => name.startsWith(id))?.body;
      return /<(failure|skipped|error|system-out)\b/.exec(body ?? '')?.[1];
    };
    const states: readonly { readonly verdict: Verdict; readonly element: string; readonly why: string }[] = [
      { verdict: 'passed', element: 'system-out', why: 'it passes, with its count' },
      { verdict: 'failed', element: 'failure', why: 'it fails' },
      { verdict: 'cantTell', element: 'skipped', why: 'it is neither a pass nor an error' },
      { verdict: 'untested', element: 'skipped', why: 'it was not run' },
      { verdict: 'inapplicable', element: 'skipped', why: 'it is not demanded' },
      { verdict: 'waived', element: 'skipped', why: 'a waiver is no pass' },
    ];
    for (const { verdict, element, why } of states) {
      it(`writes ${verdict} as ${element}: ${why}`, () => {
        const xml = renderJunit(report, messages);
        const ids = idsOf(verdict);
        assert.ok(ids.length > 0);
        assert.deepEqual(
          ids.filter((id) => stateOf(xml, id) !== element),
          [],
        );
      });
    }

    it('counts what it holds', () => {
      const xml = renderJunit(report, messages);
      const [head = ''] = /<testsuites [^>]*>/.exec(xml) ?? [];
      assert.match(head, /tests="221" failures="13" errors="0" skipped="91"/);
      assert.equal(cases(xml).length, 221);
      assert.equal(xml.match(/<failure\b/g)?.length, 13);
      assert.equal(xml.match(/<skipped\b/g)?.length, 91);
      assert.doesNotMatch(xml, /<error\b/);
    });

    const wholes: readonly { readonly verdict: Report['verdict']; readonly type: string | undefined }[] = [
      { verdict: 'granted', type: undefined },
      { verdict: 'conditional', type: undefined },
      { verdict: 'refused', type: 'refused' },
      { verdict: 'incomplete', type: 'incomplete' },
    ];
    for (const { verdict, type } of wholes) {
      it(`lets the case of the whole ${type === undefined ? 'pass' : 'fail'} when the tier is ${verdict}`, async () => {
        const { score } = await exampleInput();
        const xml = renderJunit(await exampleReport({ score: { ...score, verdict } }), messages);
        const body = cases(xml).find(({ name }) => name === 'tier silver')?.body ?? 'absent';
        assert.equal(/<failure type="([a-z]+)"/.exec(body)?.[1], type);
      });
    }

    it('does not read as green when nothing could be told', async () => {
      const { rows } = await exampleInput();
      const lost = rows.map((row) => ({ ...row, verdict: 'cantTell' as const, findings: [], examined: 0, reason: { code: 'timeout' } }));
      const xml = renderJunit(await exampleReport({ rows: lost, scope: 'partial' }), messages);
      assert.match(xml, /<testsuites [^>]*tests="221" failures="1" errors="0" skipped="220"/);
    });

    it('holds only characters of XML 1.0', () => {
      assert.equal(escapeXml('<a b="c">\u0000\u000B\uFFFF\uD800 &amp;'), '&lt;a b=&quot;c&quot;&gt;\\u{0}\\u{B}\\u{FFFF}\\u{D800} &amp;amp;');
      const xml = renderJunit(report, messages);
      assert.ok(!xml.includes('<script>') && xml.includes('&lt;script&gt;'));
    });
  });

  describe('Markdown', () => {
    for (const lang of ['fa', 'en'] as const) {
      it(`names every requirement and keeps its tables whole (${lang})`, () => {
        const text = renderMarkdown(report, lang, messages);
        assert.deepEqual(
          report.requirements.filter(({ id }) => !text.includes(`\`${id}\``)).map(({ id }) => id),
          [],
        );
        const lines = text.split('\n');
        const columns = (line: string): number => line.replaceAll('\\|', '').split('|').length;
        const torn = lines.filter(
          (line, index) => line.startsWith('|') && (lines[index - 1] ?? '').startsWith('|') && columns(line) !== columns(lines[index - 1] ?? ''),
        );
        assert.deepEqual(torn, []);
      });
    }

    it('lets no value make markup', () => {
      const text = renderMarkdown(report, 'en', messages);
      assert.doesNotMatch(text.replace(/`+[^`]*`+/g, ''), /(?<!\\)<script/);
      assert.equal(escapeMarkdown('[x](https://e.example) <b> **y** a\n# b'), '\\[x\\](https\\://e.example) \\<b\\> \\*\\*y\\*\\* a \\# b');
      assert.equal(codeSpan('a`b``c'), '```a`b``c```');
      assert.equal(codeSpan('`a'), '`` `a ``');
    });

    it('says that it is not for certification in every section', () => {
      const headings = renderMarkdown(report, 'en', messages)
        .split('\n')
        .filter((line) => line.startsWith('## '));
      assert.ok(headings.length >= 9);
      assert.deepEqual(
        headings.filter((line) => !line.includes('Not for certification')),
        [],
      );
    });
  });

  describe('SARIF', () => {
    it('holds one result for each finding of a failed row, and none for what could not be told', () => {
      const log = parseJson(renderSarif(report, messages))?.value;
      const wanted = report.requirements.filter(({ verdict }) => verdict === 'failed').flatMap(({ id, findings }) => findings.map(() => id));
      assert.deepEqual(at(log, 'runs', 'results', 'ruleId'), wanted);
      const notified = at(log, 'runs', 'invocations', 'toolExecutionNotifications', 'associatedRule', 'id');
      assert.deepEqual([...notified].sort(), [...idsOf('cantTell'), ...idsOf('untested')].sort());
      assert.deepEqual(at(log, 'version'), ['2.1.0']);
    });

    it('gives rules their index and findings in files their line', () => {
      const log = parseJson(renderSarif(report, messages))?.value;
      const rules = at(log, 'runs', 'tool', 'driver', 'rules', 'id');
      const results = at(log, 'runs', 'results');
      assert.ok(results.every((result) => rules[Number(memberOf(result, 'ruleIndex'))] === memberOf(result, 'ruleId')));
      const lines = results.filter((result) => at(result, 'locations', 'physicalLocation', 'region', 'startLine').length > 0);
      assert.equal(lines.length, 14);
      assert.ok(lines.every((result) => at(result, 'locations', 'physicalLocation', 'artifactLocation', 'uri')[0] === 'openapi.yaml'));
    });

    it('gives each finding its own fingerprint', () => {
      const prints = at(parseJson(renderSarif(report, messages))?.value, 'runs', 'results', 'partialFingerprints', 'egifFinding/v1');
      assert.equal(new Set(prints).size, prints.length);
    });
  });

  describe('EARL', () => {
    it('asserts every requirement once, a waived one as failed with its waiver', () => {
      const graph = parseJson(renderEarl(report, messages))?.value;
      const assertions = at(graph, 'assertions').filter(isObject);
      assert.equal(assertions.length, 220);
      const outcomes = new Map(
        assertions.map((assertion) => [/EGIF[A-Z0-9-]+/.exec(String(assertion['test']))?.[0], at(assertion, 'result', 'outcome')[0]]),
      );
      for (const row of report.requirements) {
        assert.equal(outcomes.get(row.id), `earl:${row.verdict === 'waived' ? 'failed' : row.verdict}`);
      }
      assert.equal(at(graph, 'assertions', 'egif:waiver').length, idsOf('waived').length);
    });
  });

  describe('CSV', () => {
    it('has one line a requirement and disarms formulas', async () => {
      const { rows } = await exampleInput();
      const [first, ...rest] = rows;
      assert.ok(first !== undefined);
      const armed = { ...first, title: { fa: '=HYPERLINK("http://x")', en: '+1, "two"' }, waiver: '@SUM(1)' };
      const text = renderCsv(await exampleReport({ rows: [armed, ...rest] }), messages);
      assert.equal(text.charCodeAt(0), 0xfeff);
      assert.equal(text.split('\r\n').length, 222);
      assert.ok(text.includes(`"'=HYPERLINK(""http://x"")","'+1, ""two"""`));
      assert.ok(text.includes("'@SUM(1)"));
    });
  });

  describe('a summary for the terminal', () => {
    it('colours only when asked, and no value can colour it', () => {
      assert.doesNotMatch(summaryOf(report, 'fa', { messages, color: false }), /\u001B/);
      assert.match(summaryOf(report, 'fa', { messages, color: true }), /\u001B\[31m/);
    });

    it('says the verdict, names the failures and what to do next', () => {
      const text = summaryOf(report, 'en', { messages, color: false });
      assert.match(text, /^refused$/m);
      assert.deepEqual(
        idsOf('failed').filter((id) => !text.includes(id)),
        [],
      );
      assert.match(text, /What to do next: Start with the hard gates/);
      assert.match(text, /This report is not for certification/);
    });

    it('of a narrow run names what was chosen, passes too, and only counts what was left out', async () => {
      const { rows } = await exampleInput();
      const [chosen, ...rest] = rows.map((row) => ({ ...row, findings: [] }));
      assert.ok(chosen !== undefined);
      const left = rest.map((row) => ({ ...row, verdict: 'untested' as const, reason: { code: 'not-selected' } }));
      const narrow = await exampleReport({ rows: [{ ...chosen, verdict: 'passed', examined: 3 }, ...left], scope: 'partial' });
      for (const lang of ['en', 'fa'] as const) {
        const text = summaryOf(narrow, lang, { messages, color: false });
        assert.match(text, new RegExp(`✓ \\P{L}?${chosen.id}`, 'u'));
        assert.deepEqual(
          left.filter(({ id }) => text.includes(id)).map(({ id }) => id),
          [],
        );
        assert.ok(text.split('\n').length < 24, text);
      }
    });

    it('names every hard gate that was not tested for another reason', async () => {
      const { rows } = await exampleInput();
      const lost = rows.map((row) => ({ ...row, findings: [], verdict: 'untested' as const, reason: { code: 'no-check' } }));
      const text = summaryOf(await exampleReport({ rows: lost }), 'en', { messages, color: false });
      const gates = lost.filter(({ gate }) => gate === 'hard');
      assert.ok(gates.length > 0);
      assert.deepEqual(
        gates.filter(({ id }) => !text.includes(id)).map(({ id }) => id),
        [],
      );
    });
  });
});
