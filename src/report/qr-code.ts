/**
 * A QR code as the path of an SVG: one square a dark module, with the quiet zone that scanners need.
 *
 * Source   ISO/IEC 18004:2015 §5.3.8 (quiet zone of four modules).
 * Room     report (floor 4). The one place that knows the library.
 */
import qrcode from 'qrcode-generator';

export interface QrCode {
  /** Modules along a side, quiet zone included. */
  readonly size: number;
  /** `d` of a path. */
  readonly path: string;
}

const quiet = 4;

/** The code of a text, error correction M, in the smallest version that holds it. */
export function qrCode(text: string): QrCode {
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  let path = '';
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (code.isDark(row, column)) path += `M${column + quiet} ${row + quiet}h1v1h-1z`;
    }
  }
  return { size: count + 2 * quiet, path };
}
