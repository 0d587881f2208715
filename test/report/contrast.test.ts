/** The colours of the pages can be read: each text against what it stands on, by WCAG 2.2 §1.4.3. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { reportsFolder } from './example.js';

const sheet = readFileSync(`${reportsFolder}/styles/report.css`, 'utf8');
const named = new Map([...sheet.matchAll(/(--[a-z]+): (#[0-9a-f]+);/g)].map(([, name = '', value = '']) => [name, value]));
const written = (colour: string): string => named.get(/^var\((--[a-z]+)\)$/.exec(colour)?.[1] ?? '') ?? colour;

/** Relative luminance of `#rgb` or `#rrggbb`, 0 to 1. */
function luminance(colour: string): number {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(colour);
  const whole =
    short === null
      ? colour.slice(1)
      : short
          .slice(1)
          .map((digit) => digit + digit)
          .join('');
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(whole.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Declarations of a rule; what nests rules is gone through from within. */
const rules = [...sheet.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({
  selector: selector.trim().replaceAll(/\s+/g, ' '),
  colour: /(?:^|[\s;])color: ([^;]+);/.exec(body)?.[1],
  ground: /(?:^|[\s;])background: (#[0-9a-f]+|var\([^)]*\));/.exec(body)?.[1],
}));

/** What any text may stand on: white paper, and the washes of boxes and rows. */
const grounds = ['var(--paper)', 'var(--wash)'];

describe('The colours of the pages', () => {
  const light = rules.filter(({ colour }) => colour !== undefined && luminance(written(colour)) < 0.5);
  it('are of some number, and white text stands on grounds of its own', () => {
    assert.ok(light.length > 10, `${light.length}`);
    const white = rules.filter(({ colour }) => colour !== undefined && luminance(written(colour)) >= 0.5);
    assert.deepEqual(
      white.filter(({ ground }) => ground === undefined).map(({ selector }) => selector),
      [],
    );
  });

  it('of a text stand out from its ground at 4.5 to 1 or better', () => {
    const pairs = rules.flatMap(({ selector, colour, ground }) =>
      colour === undefined ? [] : (ground === undefined ? grounds : [ground]).map((under) => ({ selector, colour, under })),
    );
    const pale = pairs.filter(({ colour, under }) => contrast(written(colour), written(under)) < 4.5);
    assert.deepEqual(
      pale.map(({ selector, colour, under }) => `${selector}: ${colour} on ${under}`),
      [],
    );
  });
});
