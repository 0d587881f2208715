/**
 * Texts by format and by length.
 *
 * Source   JSON Schema 2020-12 Validation §7.3; RFC 2606 and RFC 5737 (names and addresses that belong to nobody).
 * Room     checks (floor 3). May be imported within checks only.
 */

/** `index` makes items of an array differ. */
const byFormat: ReadonlyMap<string, (index: number) => string> = new Map<string, (index: number) => string>([
  ['uuid', (index) => `99900000-0000-4000-8000-${String(index).padStart(12, '0')}`],
  ['date', (index) => `2020-01-${String((index % 28) + 1).padStart(2, '0')}`],
  ['date-time', (index) => `2020-01-${String((index % 28) + 1).padStart(2, '0')}T00:00:00Z`],
  ['time', (index) => `${String(index % 24).padStart(2, '0')}:00:00Z`],
  ['duration', (index) => `P${index + 1}D`],
  ['email', (index) => `sample${index}@sample.example`],
  ['idn-email', (index) => `sample${index}@sample.example`],
  ['hostname', (index) => `sample${index}.example`],
  ['idn-hostname', (index) => `sample${index}.example`],
  ['ipv4', (index) => `192.0.2.${(index % 250) + 1}`],
  ['ipv6', (index) => `2001:db8::${index + 1}`],
  ['uri', (index) => `https://sample.example/${index}`],
  ['url', (index) => `https://sample.example/${index}`],
  ['iri', (index) => `https://sample.example/${index}`],
  ['uri-reference', (index) => `/sample/${index}`],
  ['iri-reference', (index) => `/sample/${index}`],
  ['uri-template', (index) => `/sample/${index}`],
  ['json-pointer', (index) => `/sample${index}`],
  ['relative-json-pointer', (index) => `${index}`],
  ['regex', (index) => `^a{${index + 1}}$`],
  ['byte', (index) => Buffer.from(`egif${index % 10}.`).toString('base64')],
]);

/** A text of a format of JSON Schema or OpenAPI, or undefined where it is not one of those. */
export function textOfFormat(format: string, index = 0): string | undefined {
  return byFormat.get(format)?.(index);
}

const words = 'نمونه';

/** A Persian text of a number of code points; `index` makes texts differ where there is room. */
export function textOfLength(length: number, index = 0): string {
  const mark = index === 0 ? '' : String(index);
  if (length <= mark.length) return mark.slice(0, length);
  return mark + words.repeat(Math.ceil((length - mark.length) / words.length)).slice(0, length - mark.length);
}

/** A text drawn out, or cut, to a number of code points, in its own letters; what would end in a blank ends in its first letter. */
export function stretched(text: string, length: number): string {
  const letters = [...(text === '' ? words : text)];
  const made = Array.from({ length }, (_, index) => letters[index % letters.length] ?? '');
  const last = made.length - 1;
  if (last >= 0 && /\s/u.test(made[last] ?? '')) made[last] = letters.find((letter) => !/\s/u.test(letter)) ?? 'ن';
  return made.join('');
}
