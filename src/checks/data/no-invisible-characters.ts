/**
 * data/no-invisible-characters — strings hold no controls, bidi controls or zero-width characters; ZWNJ stands inside Persian words only.
 *
 * Source   EGIF-DAT-CHR-005; UAX #9; UTS #39; UTR #36.
 * Evidence the answers to the operation's samples; every string that is not empty.
 */
import { textFlaws } from '../../schemes/persian-text.js';
import { defineValueCheck } from './value-check.js';

const codes: ReadonlyMap<string, string> = new Map([
  ['bidi-control', 'bidi-control-character'],
  ['zero-width', 'zero-width-character'],
  ['control-character', 'control-character'],
  ['zwnj-misplaced', 'zwnj-misplaced'],
]);

export const noInvisibleCharacters = defineValueCheck({
  id: 'data/no-invisible-characters',
  findings: [...codes.values()],
  look({ value }) {
    if (typeof value !== 'string' || value === '') return undefined;
    return textFlaws(value).flatMap(({ reason, point }) => {
      const code = codes.get(reason);
      return code === undefined ? [] : [{ code, got: point }];
    });
  },
});
