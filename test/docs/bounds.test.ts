/** Bounds that the documents name are those of the code: whoever changes the one is told of the other. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';

interface Bound {
  readonly file: string;
  readonly constant: string;
  readonly value: number;
  /** Documents and how each says it. */
  readonly said: Readonly<Record<string, string>>;
}

const probes = 'src/cli/run/agency-probes.ts';
const [probesEn, probesFa] = ['docs/agency-probes.en.md', 'docs/agency-probes.fa.md'];
const [guideEn, guideFa] = ['docs/guide.en.md', 'docs/guide.fa.md'];
const mebibyte = 1024 * 1024;

const bounds: readonly Bound[] = [
  {
    file: 'src/evidence/recorder.ts',
    constant: 'mostHeld',
    value: 4096,
    said: { 'docs/performance.md': 'the newest 4,096 entries', 'docs/adr/0020-one-pack-of-short-bodies.md': 'not among the newest 4,096' },
  },
  {
    file: 'src/evidence/pack.ts',
    constant: 'packedBelow',
    value: 64 * 1024,
    said: { 'docs/adr/0020-one-pack-of-short-bodies.md': 'A body below 64 KiB' },
  },
  {
    file: 'src/evidence/dataset/read-limits.ts',
    constant: 'documentOctets',
    value: 64 * mebibyte,
    said: { 'docs/adr/0008-data-readers.md': 'both up to 64 MiB' },
  },
  {
    file: 'src/attestation/log/note-text.ts',
    constant: 'maxSignatureLines',
    value: 64,
    said: { 'docs/adr/0023-transparency-log.md': 'at most 64 signature lines' },
  },
  {
    file: 'src/cli/run/agency-probes-child.ts',
    constant: 'testTimeoutMs',
    value: 10_000,
    said: { [probesEn]: 'A test may take 10 seconds', [probesFa]: 'هر آزمون ۱۰ ثانیه' },
  },
  { file: probes, constant: 'longestFileMs', value: 120_000, said: { [probesEn]: 'a file two minutes', [probesFa]: 'هر پرونده دو دقیقه' } },
  { file: probes, constant: 'maxOutput', value: 4 * mebibyte, said: { [probesEn]: '4 MiB of output', [probesFa]: '۴ مبی‌بایت خروجی' } },
  { file: probes, constant: 'maxWaiting', value: 200, said: { [probesEn]: '200 calls at once', [probesFa]: '۲۰۰ فراخوانی هم‌زمان' } },
  { file: probes, constant: 'maxTests', value: 1000, said: { [probesEn]: '1,000 tests', [probesFa]: '۱٬۰۰۰ آزمون' } },
  {
    file: 'src/certification/challenge.ts',
    constant: 'windowMs',
    value: 72 * 3_600_000,
    said: { [guideEn]: 'it is good once, for 72 hours', [guideFa]: 'یک بار و تا ۷۲ ساعت' },
  },
  {
    file: 'src/suite/series.ts',
    constant: 'leastDays',
    value: 30,
    said: { [guideEn]: 'at least 30 days from two vantages', [guideFa]: 'دست‌کم ۳۰ روز و از دو نقطه' },
  },
  {
    file: 'src/evidence/issuer-answer.ts',
    constant: 'longestIssuerAnswer',
    value: 512 * 1024,
    said: { 'src/evidence/credentials.ts': 'longer than 512 KiB', 'reports/messages/sentences.yaml': '۵۱۲ کیبی‌بایت' },
  },
  { file: 'src/checks/probe/operations/latency.ts', constant: 'calls', value: 50, said: { 'src/checks/probe/operations/latency.ts': 'fifty calls' } },
];

/** The product that stands behind a name: of a constant, or of a member. */
function valueIn(file: string, name: string): number | undefined {
  const [, product] = new RegExp(`\\b${name}(?: =|:) ([\\d_ *]+)[;,]`).exec(readFileSync(file, 'utf8')) ?? [];
  return product?.split('*').reduce((total, factor) => total * Number(factor.replaceAll('_', '')), 1);
}

describe('bounds in the documents', () => {
  for (const { file, constant, value, said } of bounds) {
    it(`are what the code has: ${constant} of ${file}`, () => {
      assert.equal(valueIn(file, constant), value);
      for (const [document, sentence] of Object.entries(said))
        assert.ok(readFileSync(document, 'utf8').includes(sentence), `${document} does not say “${sentence}”`);
    });
  }
});
