/**
 * One text in the other ways in which Persian texts are typed, and with characters that nobody sees.
 *
 * Source   Unicode 16 (Arabic block), UTR #36 §2 (invisible characters), RFC 8259 §8.2 (lone surrogates).
 * Room     checks (floor 3). May be imported within checks only.
 */

export interface TextMutation {
  readonly class: 'persian-digits' | 'arabic-digits' | 'yeh-kaf' | 'joiner' | 'bidi-control' | 'lone-surrogate';
  readonly text: string;
}

const digitsAt = (text: string, zero: number): string => text.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)));
const swaps: ReadonlyMap<string, string> = new Map([
  ['ی', 'ي'],
  ['ک', 'ك'],
  ['ي', 'ی'],
  ['ك', 'ک'],
]);
const within = (text: string, mark: string): string => {
  const letters = [...text];
  const middle = Math.max(1, Math.floor(letters.length / 2));
  return [...letters.slice(0, middle), mark, ...letters.slice(middle)].join('');
};

/** The same text in other digits, other letters, and with marks between its letters; only what differs. */
export function textMutations(text: string): readonly TextMutation[] {
  const all: readonly TextMutation[] = [
    { class: 'persian-digits', text: digitsAt(text, 0x06f0) },
    { class: 'arabic-digits', text: digitsAt(text, 0x0660) },
    { class: 'yeh-kaf', text: [...text].map((letter) => swaps.get(letter) ?? letter).join('') },
    { class: 'joiner', text: within(text, '\u200c') },
    { class: 'bidi-control', text: within(text, '\u202e') },
    { class: 'lone-surrogate', text: within(text, '\ud800') },
  ];
  return text === '' ? [] : all.filter((mutation) => mutation.text !== text);
}
