/** A series of measurements: read whole or not at all, counted in spans, bounded both ways. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Service } from '../../src/contract/documents.js';
import { readSeries, spanMs } from '../../src/suite/series.js';

const start = Date.parse('2026-10-01T00:00:00Z');
const days = 30;
const spans = (days * 86_400_000) / spanMs;

type Outcome = (span: number, vantage: string) => 'up' | 'down' | undefined;

function rows(outcome: Outcome, more: { readonly count?: number; readonly vantages?: readonly string[]; readonly jitterMs?: number } = {}): string[] {
  const { count = spans, vantages = ['ix', 'net'], jitterMs = 0 } = more;
  const lines: string[] = [];
  for (let span = 0; span < count; span += 1)
    for (const vantage of vantages) {
      const said = outcome(span, vantage);
      const at = new Date(start + span * spanMs + (span % 2 === 0 ? jitterMs : -jitterMs));
      if (said !== undefined) lines.push(`${at.toISOString()},${vantage},${said},12`);
    }
  return lines;
}

const csv = (lines: readonly string[]): Uint8Array => Buffer.from(`instant,vantage,outcome,ms\n${lines.join('\n')}\n`);

const service = (sla: NonNullable<Service['sla']>): Service => ({
  id: '10011234000',
  title: { fa: 'استعلام' },
  role: 'provider',
  style: 'rest',
  dataClass: 'public',
  environments: [{ id: 'sandbox', kind: 'sandbox', baseUrl: 'https://api.agency.example/v1' }],
  sla,
});

async function figuresOf(lines: readonly string[], sla: NonNullable<Service['sla']> = { availability: 99.5 }) {
  const { availability } = await readSeries('series.csv', csv(lines), service(sla));
  assert.ok(availability.figures !== undefined, JSON.stringify(availability.trouble));
  return availability.figures;
}

async function troubleOf(octets: Uint8Array, file = 'series.csv'): Promise<string | undefined> {
  return (await readSeries(file, octets, service({}))).availability.trouble?.code;
}

describe('A series of measurements', () => {
  it('counts a span up where any vantage had an answer, down where all of two or more had none', async () => {
    const { up, down, unknown, vantages } = await figuresOf(rows((span, vantage) => (span < 10 || (span < 30 && vantage === 'ix') ? 'down' : 'up')));
    assert.deepEqual({ up, down, unknown, vantages }, { up: spans - 10, down: 10, unknown: 0, vantages: ['ix', 'net'] });
  });

  it('has the bounds of Wilson, one-sided 95 %', async () => {
    const { lower, upper } = await figuresOf(rows((span) => (span < 20 ? 'down' : 'up')));
    // 8620 of 8640: by hand, z = 1.6448536.
    assert.ok(Math.abs(lower - 99.666) < 0.002, String(lower));
    assert.ok(Math.abs(upper - 99.839) < 0.002, String(upper));
  });

  it('counts what is left out against the lower bound and for the upper one', async () => {
    const holes: Outcome = (span) => (span >= 100 && span < 200 ? undefined : 'up');
    const { up, unknown, lower, upper } = await figuresOf(rows(holes));
    assert.deepEqual([up, unknown], [spans - 100, 100]);
    assert.ok(lower < 98.9 && upper === 100, `${lower} ${upper}`);
  });

  it('does not tell an outage from one vantage alone', async () => {
    const { down, unknown } = await figuresOf(rows((span, vantage) => (span >= 50 ? 'up' : vantage === 'net' ? 'down' : undefined)));
    assert.deepEqual([down, unknown], [0, 50]);
  });

  it('bears measurements some seconds early or late', async () => {
    const { up, unknown } = await figuresOf(rows(() => 'up', { jitterMs: 40_000 }));
    assert.ok(unknown <= 1 && up >= spans - 1, `${up} ${unknown}`);
  });

  it('excuses maintenance that was announced in time, and no other', async () => {
    const from = new Date(start + 100 * spanMs - 1).toISOString();
    const to = new Date(start + 112 * spanMs - 1).toISOString();
    const out = rows((span) => (span >= 100 && span < 112 ? 'down' : 'up'));
    const announcedAt = (announced: string) => ({
      availability: 99.5,
      maintenanceNoticeHours: 72,
      series: { file: 'series.csv', maintenance: [{ from, to, announced }] },
    });
    const early = await figuresOf(out, announcedAt('2026-09-20T00:00:00Z'));
    assert.deepEqual([early.down, early.maintenance], [0, 12]);
    const late = await figuresOf(out, announcedAt('2026-09-30T00:00:00Z'));
    assert.deepEqual([late.down, late.maintenance], [12, 0]);
  });

  it('looks at the last window alone', async () => {
    const twice = rows((span) => (span < spans ? 'up' : 'down'), { count: 2 * spans });
    const { up, down } = await figuresOf(twice);
    assert.ok(up <= 1 && down >= spans - 1, `${up} ${down}`);
    const longer = await figuresOf(twice, { availability: 99.5, window: '60d' });
    assert.equal(longer.up, spans);
  });

  it('reads NDJSON and any order alike', async () => {
    const lines = rows((span) => (span % 100 === 0 ? 'down' : 'up'));
    const expected = await figuresOf(lines);
    const ndjson = [...lines]
      .reverse()
      .map((line) => {
        const [instant, vantage, outcome, ms] = line.split(',');
        return JSON.stringify({ instant, vantage, outcome, ms: Number(ms) });
      })
      .join('\n');
    const { availability } = await readSeries('series.ndjson', Buffer.from(`${ndjson}\n`), service({ availability: 99.5 }));
    assert.deepEqual({ ...availability.figures, file: '', sha256: '' }, { ...expected, file: '', sha256: '' });
  });

  const good = '2026-10-01T00:00:00Z,ix,up,1';
  for (const { why, lines } of [
    { why: 'an outcome that is no word of it', lines: [good, '2026-10-01T00:05:00Z,ix,fine,1'] },
    { why: 'an instant without a zone', lines: [good, '2026-10-01T00:05:00,ix,up,1'] },
    { why: 'an instant that is none', lines: [good, '2026-13-01T00:05:00Z,ix,up,1'] },
    { why: 'no vantage', lines: [good, '2026-10-01T00:05:00Z,,up,1'] },
    { why: 'a row with a cell too few', lines: [good, '2026-10-01T00:05:00Z,ix'] },
    { why: 'a quote that stays open', lines: [good, '2026-10-01T00:05:00Z,"ix,up,1'] },
    { why: 'no rows at all', lines: [] },
  ])
    it(`is doubtful as a whole with ${why}`, async () => assert.equal(await troubleOf(csv(lines)), 'series-unreadable'));

  it('is doubtful where the file is empty or binary', async () => {
    assert.equal(await troubleOf(Buffer.from('')), 'series-unreadable');
    assert.equal(await troubleOf(Buffer.from([0, 1, 2, 255])), 'series-unreadable');
  });
});
