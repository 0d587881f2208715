/** The page: self-contained, escaped, isolated, complete. */
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { before, describe, it } from 'mocha';
import type { Report } from '../../src/contract/documents.js';
import type { Language } from '../../src/locale/language.js';
import type { Messages } from '../../src/locale/load-messages.js';
import { loadTemplates, type Templates } from '../../src/report/load-templates.js';
import { renderHtml } from '../../src/report/render-html.js';
import { compilePage, proseHtml } from '../../src/report/template-engine.js';
import { exampleInput, exampleMessages, exampleReport, reportsFolder } from './example.js';

describe('the page of a report', () => {
  let report: Report;
  let messages: Messages;
  let templates: Templates;
  const page = (lang: Language, of: Report = report): string => renderHtml(of, lang, messages, templates);

  before(async () => {
    [report, messages, templates] = await Promise.all([exampleReport(), exampleMessages(), loadTemplates(reportsFolder)]);
  });

  it('is the same octets for the same report', () => assert.equal(page('fa'), page('fa')));

  for (const lang of ['fa', 'en'] as const) {
    it(`names all 220 requirements once each in its sections (${lang})`, () => {
      const html = page(lang).replace(/<table class="tiers">[\s\S]*?<\/table>/, '');
      const shown = [...html.matchAll(/>(EGIF-[A-Z]{3}-[A-Z]{2,3}-[0-9]{3})</g)].map(([, id]) => id).sort();
      assert.deepEqual(
        shown,
        report.requirements.map(({ id }) => id),
      );
    });

    it(`asks nobody for anything (${lang})`, () => {
      const html = page(lang);
      assert.doesNotMatch(html, /<(?:script|link|img|iframe|object|embed|form|base)\b/i);
      assert.doesNotMatch(html, /\s(?:src|href|on[a-z]+|style)\s*=/i);
      const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
      assert.ok(html.includes(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`), 'the policy permits this very style');
      assert.match(html, /default-src 'none'/);
      assert.doesNotMatch(style.replaceAll(/url\(data:font\/woff2;base64,[A-Za-z0-9+/=]+\)/g, ''), /url\(|@import/);
    });

    it(`shows a hostile value as text (${lang})`, () => {
      const html = page(lang);
      assert.ok(html.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
      assert.ok(html.includes('\\u{202E}'));
      assert.doesNotMatch(html.replace(/[\u2066-\u2069]/g, ''), /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E]/);
    });

    it(`says in every section that it is not for certification, and only when it is not (${lang})`, async () => {
      const stamp = messages.texts.get('stamp')?.[lang] ?? 'absent';
      const sections = page(lang).match(/<h2>/g)?.length ?? 0;
      const stamps = page(lang).split('<span class="stamp">').length - 1;
      assert.equal(stamps, sections - 1, 'every heading but that of the banner itself');
      assert.ok(page(lang).includes(`@top-center{content:"${stamp}"`), 'and every printed page');
      const input = await exampleInput();
      const fit = await exampleReport({ notForCertification: [], score: { ...input.score, verdict: 'granted' } });
      assert.equal(fit.certifiable, true);
      assert.ok(!page(lang, fit).includes(stamp));
      assert.ok(!page(lang, fit).includes('class="banner"'));
    });
  }

  it('puts the verdict before the banner, the tiers before the failures, the pins last', () => {
    const html = page('en');
    const places = [
      'class="decision refused"',
      'class="banner"',
      'class="tiers"',
      'class="counts"',
      'class="card hard"',
      'class="group"',
      'class="pins"',
    ];
    const at = places.map((place) => html.indexOf(place));
    assert.ok(!at.includes(-1), places[at.indexOf(-1)]);
    assert.deepEqual(
      at,
      [...at].sort((a, b) => a - b),
    );
  });

  it('shows the gravest failure first: by gate, then by weight', async () => {
    const { rows } = await exampleInput();
    const failed = rows.filter(({ verdict }) => verdict === 'failed').slice(0, 4);
    const graded = failed.map((row, index) => ({ ...row, gate: index < 2 ? ('major' as const) : ('hard' as const), weight: 8 - index }));
    const html = page('fa', await exampleReport({ rows: graded }));
    const shown = [...html.matchAll(/<h3><bdi[^>]*>(EGIF[A-Z0-9-]+)/g)].map(([, id]) => id);
    assert.deepEqual(
      shown,
      [graded[2], graded[3], graded[0], graded[1]].map((row) => row?.id),
    );
  });

  it('never rounds a figure up to the threshold that it misses', () => {
    assert.ok(page('en').includes('74.9 to 91.2'));
    assert.ok(page('en').includes('89.9%, wanted 90%'));
    assert.ok(page('en').includes('59.9, wanted 60'));
    assert.ok(page('fa').includes('۷۴٫۹ تا ۹۱٫۲'));
  });

  it('isolates every Latin run of a Persian page', () => {
    const body = page('fa').replace(/^[\s\S]*<body>/, '');
    const outside = body.replace(/<bdi\b[^>]*>[\s\S]*?<\/bdi>/g, '').replace(/<[^>]*>/g, '');
    assert.deepEqual(outside.replace(/&[a-z0-9#]+;/gi, '').match(/[A-Za-z]{2,}/g) ?? [], []);
  });

  it('shows ten findings of a code and counts the rest', () => {
    assert.equal(page('en').match(/openapi\.yaml#\/components\/schemas\/Person\/properties\/nationalCode\/[0-9]+ /g)?.length, 10);
    assert.ok(page('en').includes('and 4 more findings'));
  });

  it('shows no tier of a partial run', async () => {
    const html = page('en', await exampleReport({ scope: 'partial' }));
    assert.ok(!html.includes('class="tiers"'));
    assert.ok(html.includes('Only a part of the requirements was examined'));
  });

  it('is small enough to be sent by mail', () => assert.ok(page('fa').length < 400_000));
});

describe('the template engine', () => {
  const speech = { lang: 'en', text: (key: string) => key } as const;

  it('refuses a field that the view does not have', () => assert.throws(() => compilePage('{{absent}}', {})({}, speech)));
  it('refuses a helper that is not one of the three', () => assert.throws(() => compilePage('{{#evil "x"}}{{/evil}}', {})({ x: 1 }, speech)));
  it('does not reach a prototype', () => assert.equal(compilePage('{{value.constructor}}', {})({ value: {} }, speech), ''));
  it('escapes plain fields and helpers alike', () => {
    const html = compilePage('{{x}}|{{prose x}}|{{latin x}}', {})({ x: '<b>"&' }, speech);
    assert.equal(html.replace(/<\/?bdi[^>]*>/g, ''), Array(3).fill('&lt;b&gt;&quot;&amp;').join('|'));
  });

  const runs: readonly { readonly text: string; readonly html: string; readonly why: string }[] = [
    { text: 'با HTTPS است.', html: 'با <bdi dir="ltr">HTTPS</bdi> است.', why: 'one word' },
    { text: 'نسخهٔ TLS 1.2 است', html: 'نسخهٔ <bdi dir="ltr">TLS 1.2</bdi> است', why: 'words that belong together stay together' },
    { text: 'پایان RFC 9110.', html: 'پایان <bdi dir="ltr">RFC 9110</bdi>.', why: 'the full stop belongs to the sentence' },
    { text: 'نشانی (URL) و', html: 'نشانی (<bdi dir="ltr">URL</bdi>) و', why: 'brackets belong to the sentence' },
    { text: 'مقدار <b> است', html: 'مقدار <bdi dir="ltr">&lt;b&gt;</bdi> است', why: 'markup is escaped inside the run' },
  ];
  for (const { text, html, why } of runs) {
    it(`isolates Latin in Persian: ${why}`, () => assert.equal(proseHtml(text, 'fa'), html));
  }

  it('isolates Persian in English', () => {
    assert.equal(proseHtml('National code (کد ملی) here', 'en'), 'National code (<bdi dir="rtl" lang="fa">کد ملی</bdi>) here');
  });

  it('takes time linear in the text', () => {
    const started = process.hrtime.bigint();
    proseHtml('A'.repeat(200_000), 'fa');
    proseHtml('A '.repeat(100_000), 'fa');
    proseHtml('ا '.repeat(100_000), 'en');
    assert.ok(process.hrtime.bigint() - started < 2_000_000_000n);
  });
});
