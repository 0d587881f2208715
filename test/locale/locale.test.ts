/** Words, numbers and days in both languages. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { toJalaali } from 'jalaali-js';
import { formatDate, formatInstant, formatNumber, formatPercent, toJalali } from '../../src/locale/format.js';
import { textIn } from '../../src/locale/language.js';
import { latinPieces, steered, visibleText, wholeText } from '../../src/locale/visible-text.js';

/** Without the isolates that only steer the direction. */
const bare = (text: string): string => text.replace(/[\u2066-\u2069]/g, '');

describe('days and instants', () => {
  const days: readonly { readonly instant: string; readonly fa: string; readonly en: string; readonly why: string }[] = [
    { instant: '2026-11-22', fa: '۱ آذر ۱۴۰۵ (2026-11-22)', en: '2026-11-22 (1405-09-01 Jalali)', why: 'an ordinary day' },
    { instant: '2026-03-20', fa: '۲۹ اسفند ۱۴۰۴ (2026-03-20)', en: '2026-03-20 (1404-12-29 Jalali)', why: 'the last day of a common year' },
    { instant: '2025-03-20', fa: '۳۰ اسفند ۱۴۰۳ (2025-03-20)', en: '2025-03-20 (1403-12-30 Jalali)', why: 'the last day of a leap year' },
    {
      instant: '2026-11-22T20:29:59Z',
      fa: '۱ آذر ۱۴۰۵ (2026-11-22)',
      en: '2026-11-22 (1405-09-01 Jalali)',
      why: 'one second before midnight in Tehran',
    },
    {
      instant: '2026-11-22T20:30:00Z',
      fa: '۲ آذر ۱۴۰۵ (2026-11-23)',
      en: '2026-11-23 (1405-09-02 Jalali)',
      why: 'midnight in Tehran, both calendars turn together',
    },
    { instant: 'yesterday', fa: 'yesterday', en: 'yesterday', why: 'what is no date is shown as it is' },
  ];
  for (const { instant, fa, en, why } of days) {
    it(`formatDate writes ${instant}: ${why}`, () => {
      assert.equal(bare(formatDate(instant, 'fa')), fa);
      assert.equal(formatDate(instant, 'en'), en);
    });
  }

  it('formatInstant names the zone and gives the Gregorian reading beside the Jalali one', () => {
    assert.equal(bare(formatInstant('2026-11-22T00:44:00Z', 'fa')), 'یکشنبه ۱ آذر ۱۴۰۵، ساعت ۰۴:۱۴ به وقت تهران (2026-11-22 00:44 UTC)');
    assert.equal(formatInstant('2026-11-22T00:44:00Z', 'en'), '2026-11-22 00:44 UTC (1405-09-01 Jalali, 04:14 Tehran time)');
    assert.equal(bare(formatInstant('2021-07-01T00:00:00Z', 'fa')).includes('۰۴:۳۰'), true, 'summer time was in force in 2021');
    assert.equal(formatInstant('soon\u202E', 'fa'), 'soon\\u{202E}');
  });

  it('toJalali agrees with an independent conversion on every day of 1900 to 2100', () => {
    const day = fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year = 0, month = 0, dayOfMonth = 0] = iso.split('-').map(Number);
        const { jy, jm, jd } = toJalaali(year, month, dayOfMonth);
        assert.deepEqual(toJalali(iso), { year: jy, month: jm, day: jd });
      }),
    );
    assert.equal(toJalali('never'), undefined);
  });
});

describe('numbers', () => {
  it('are written in the digits and separators of the language', () => {
    assert.equal(formatNumber(1234567, 'fa'), '۱٬۲۳۴٬۵۶۷');
    assert.equal(formatNumber(1234567, 'en'), '1,234,567');
    for (const count of [0, 7, 999, 1000, 99999, 100000, 1234567890, Number.MAX_SAFE_INTEGER])
      for (const [lang, tag] of [['fa', 'fa-IR'] as const, ['en', 'en-GB'] as const])
        assert.equal(formatNumber(count, lang), new Intl.NumberFormat(tag).format(count), `${count} ${lang}`);
    assert.equal(formatNumber(74.96, 'fa', 2), '۷۴٫۹۶');
  });

  const shares: readonly { readonly share: number; readonly fa: string; readonly en: string; readonly why: string }[] = [
    { share: 0.85, fa: '۸۵٪', en: '85%', why: 'a plain share' },
    { share: 0.8996, fa: '۸۹٫۹٪', en: '89.9%', why: 'a share below a threshold of 90 % never reads as 90 %' },
    { share: 0.99999, fa: '۹۹٫۹٪', en: '99.9%', why: 'almost all is not all' },
    { share: 0.29, fa: '۲۹٪', en: '29%', why: 'binary fractions do not take a tenth away' },
    { share: 1, fa: '۱۰۰٪', en: '100%', why: 'all' },
    { share: 0, fa: '۰٪', en: '0%', why: 'nothing' },
  ];
  for (const { share, fa, en, why } of shares) {
    it(`formatPercent writes ${share}: ${why}`, () => {
      assert.equal(formatPercent(share, 'fa'), fa);
      assert.equal(formatPercent(share, 'en'), en);
    });
  }
});

describe('texts from outside', () => {
  it('fall back to Persian where English is absent', () => {
    assert.equal(textIn({ fa: 'سازمان' }, 'en'), 'سازمان');
    assert.equal(textIn({ fa: 'سازمان', en: 'Organisation' }, 'fa'), 'سازمان');
  });

  const hostile: readonly { readonly text: string; readonly shown: string; readonly why: string }[] = [
    { text: 'a\u202Egpj.exe', shown: 'a\\u{202E}gpj.exe', why: 'an override would reverse what follows' },
    { text: 'a\u2066b\u2069', shown: 'a\\u{2066}b\\u{2069}', why: 'isolates of our own could be closed' },
    { text: 'می\u200Cشود', shown: 'می\u200Cشود', why: 'the joiner of Persian stays' },
    { text: '\u001B[31mred', shown: '\\u{1B}[31mred', why: 'an escape sequence would colour the terminal' },
    { text: 'a\r\nb\nc\td', shown: 'a⏎b⏎c d', why: 'line breaks would forge lines of the report' },
    { text: '\uFEFFa\u200B', shown: '\\u{FEFF}a\\u{200B}', why: 'what has no width is written out' },
    { text: 'a\uD800', shown: 'a\\u{D800}', why: 'a lone surrogate breaks encoders' },
  ];
  for (const { text, shown, why } of hostile) {
    it(`visibleText writes ${JSON.stringify(text)} out: ${why}`, () => assert.equal(visibleText(text), shown));
  }

  it('visibleText cuts a long text without splitting a character', () => {
    const cut = visibleText(`${'x'.repeat(299)}😀${'y'.repeat(50)}`);
    assert.equal(cut.endsWith('…'), true);
    assert.equal(cut.isWellFormed(), true);
    assert.ok(cut.length <= 302);
    assert.equal(visibleText('x'.repeat(300)), 'x'.repeat(300));
  });
});

describe('Latin in a Persian sentence', () => {
  const sentences: readonly { readonly text: string; readonly marked: string; readonly why: string }[] = [
    { text: 'قرارداد openapi و 405 است.', marked: 'قرارداد openapi و 405 است.', why: 'a lone word or number keeps its order and can be copied' },
    { text: 'الگوی ^[0-9]{10}$ باشد', marked: 'الگوی <^[0-9]{10}$> باشد', why: 'signs at the ends belong to the run' },
    { text: 'دو شکل دارد: [] و null.', marked: 'دو شکل دارد: <[]> و null.', why: 'brackets that hold nothing are a value' },
    { text: 'مقدار (private یا no-cache) است', marked: 'مقدار (private یا no-cache) است', why: 'brackets of the sentence stay in it' },
    { text: 'نشانی (EPSG:4326/CRS84) است', marked: 'نشانی (<EPSG:4326/CRS84>) است', why: 'brackets about the whole run are those of the sentence' },
    { text: 'تابع f(x) است', marked: 'تابع <f(x)> است', why: 'brackets that the run pairs are its own' },
    { text: 'فراتر از 2^53 است', marked: 'فراتر از <2^53> است', why: 'a sign between digits would turn them about' },
    { text: 'با egif profile list؛ سپس', marked: 'با <egif profile list>؛ سپس', why: 'several words keep their order' },
    { text: '/status: مسیر', marked: '</status>: مسیر', why: 'a stop of the sentence stays in it' },
  ];
  const shown = (text: string): string => text.replaceAll('\u2066', '<').replaceAll('\u2069', '>');
  for (const { text, marked, why } of sentences) {
    it(`is steered in “${text}”: ${why}`, () => {
      assert.equal(shown(steered(text, 'fa')), marked);
      assert.equal(steered(text, 'en'), text);
    });
  }

  it('is left alone where it is isolated already', () => {
    assert.equal(steered('مسیر \u2068/a b\u2069 و \u2066^x$\u2069 است', 'fa'), 'مسیر \u2068/a b\u2069 و \u2066^x$\u2069 است');
  });

  it('is found without losing anything of the text, in linear time', () => {
    const texts = fc.string({ unit: fc.constantFrom('ا', ' ', 'a', '1', '(', ')', '[', ']', '.', ',', '"', '^', '\u200C', '{', '}') });
    fc.assert(
      fc.property(texts, (text) => {
        const pieces = latinPieces(text);
        assert.equal(pieces.map((piece) => piece.text).join(''), text);
        for (const piece of pieces) assert.ok(piece.text !== '' && !(piece.latin && piece.text.includes('ا')));
      }),
    );
    const started = performance.now();
    latinPieces('. '.repeat(100_000));
    latinPieces('a ('.repeat(50_000));
    assert.ok(performance.now() - started < 2_000);
  });

  it('belongs to a sentence that is never cut', () => {
    assert.equal(wholeText('ا'.repeat(1_000)).length, 1_000);
    assert.equal(wholeText('a\u202E'), 'a\\u{202E}');
  });
});
