/**
 * Numbers in octets: integers and decimals that every reader keeps exactly, written in the shortest form.
 *
 * Source   RFC 8259 §6. Exponents, a negative zero, more than fifteen digits and a last zero behind the point are left to the judge.
 * Room     checks (floor 3). May be imported by the acceptor only.
 */
import { minus, point, type OctetReader } from './octet-reader.js';

/** What a number must keep to. */
export interface NumberLimits {
  readonly least: number;
  readonly most: number;
  /** Limits that are not accepted themselves. */
  readonly above: number;
  readonly below: number;
  /** Every accepted number is a multiple of each; integers only. */
  readonly steps: readonly number[];
  readonly integer: boolean;
}

const mostDigits = 15;
/** Powers of ten that a double holds exactly; a quotient by one is rounded once, as JSON's readers do. */
const powers = Array.from({ length: mostDigits + 1 }, (_, exponent) => 10 ** exponent);

/** A reader of numbers within limits. */
export function numberReader({ least, most, above, below, steps, integer }: NumberLimits): OctetReader {
  const keeps = (value: number): boolean =>
    value >= least && value <= most && value > above && value < below && steps.every((step) => value % step === 0);
  return (octets, start) => {
    const negative = octets[start] === minus;
    const first = negative ? start + 1 : start;
    let at = first;
    let digits = 0;
    let mantissa = 0;
    let digit = (octets[at] ?? 0) - 48;
    while (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits += 1;
      at += 1;
      digit = (octets[at] ?? 0) - 48;
    }
    if (digits === 0 || digits > mostDigits || (octets[first] === 48 && (digits > 1 || (negative && octets[at] !== point)))) return -1;
    let decimals = 0;
    if (octets[at] === point) {
      if (integer) return -1;
      at += 1;
      digit = (octets[at] ?? 0) - 48;
      while (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        decimals += 1;
        at += 1;
        digit = (octets[at] ?? 0) - 48;
      }
      if (decimals === 0 || digits + decimals > mostDigits || octets[at - 1] === 48) return -1;
    }
    const size = decimals === 0 ? mantissa : mantissa / (powers[decimals] ?? 1);
    return keeps(negative ? -size : size) ? at : -1;
  };
}
