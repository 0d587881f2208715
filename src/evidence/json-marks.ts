/**
 * The marks of JSON texts, by their code units, which are octets as well.
 *
 * Source   RFC 8259 §2, §6, §7.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
export const quote = 0x22;
export const comma = 0x2c;
export const minus = 0x2d;
export const point = 0x2e;
export const colon = 0x3a;
export const openBracket = 0x5b;
export const backslash = 0x5c;
export const closeBracket = 0x5d;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;

export const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;
export const isSpace = (unit: number): boolean => unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
