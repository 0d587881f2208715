/** Checkpoints: what their text must be, and what their log must have said of it. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { readCheckpoint, writeCheckpoint } from '../../../src/attestation/log/checkpoint.js';
import { emptyRoot } from '../../../src/attestation/log/merkle-tree.js';
import { signNote } from '../../../src/attestation/log/note-signer.js';
import { writeNote } from '../../../src/attestation/log/note-text.js';
import { verifySignedCheckpoint } from '../../../src/attestation/log/witnessed-checkpoint.js';
import { codeOf } from '../code-of.js';
import { logKey, logVkey, origin } from './sample-log.js';

const text = writeCheckpoint({ origin, size: 5, root: Buffer.alloc(32, 7) });

const texts: readonly (readonly [why: string, code: string, text: string])[] = [
  ['the text itself', 'valid', text],
  ['further lines', 'valid', `${text}one\ntwo\n`],
  ['an empty line behind it', 'LOG_CHECKPOINT', `${text}\n`],
  ['an empty line among further ones', 'LOG_CHECKPOINT', `${text}one\n\ntwo\n`],
  ['no newline at its end', 'LOG_CHECKPOINT', text.slice(0, -1)],
  ['no origin', 'LOG_CHECKPOINT', text.slice(origin.length)],
  ['a size with a leading zero', 'LOG_CHECKPOINT', text.replace('\n5\n', '\n05\n')],
  ['a size of 2^53', 'LOG_CHECKPOINT', text.replace('\n5\n', `\n${2 ** 53}\n`)],
  ['a root of 31 octets', 'LOG_CHECKPOINT', writeCheckpoint({ origin, size: 5, root: Buffer.alloc(31, 7) })],
];

const signed = async (size: number, root: Uint8Array): Promise<Buffer> => {
  const own = writeCheckpoint({ origin, size, root });
  return Buffer.from(writeNote({ text: own, signatures: [await signNote(logKey, own)] }));
};

describe('The checkpoint of a log', () => {
  for (const [why, code, given] of texts)
    it(`says ${code}: ${why}`, () => {
      assert.equal(
        codeOf(() => readCheckpoint(given)),
        code,
      );
    });

  for (const { why, code, size, root } of [
    { why: 'an empty tree', code: 'valid', size: 0, root: emptyRoot },
    { why: 'an empty tree with the root of another', code: 'LOG_CHECKPOINT', size: 0, root: Buffer.alloc(32, 7) },
    { why: 'a tree with leaves', code: 'valid', size: 1, root: Buffer.alloc(32, 7) },
  ])
    it(`says ${code} where its log signed it: ${why}`, async () => {
      const octets = await signed(size, root);
      assert.equal(
        codeOf(() => verifySignedCheckpoint(octets, { origin, vkey: logVkey })),
        code,
      );
    });
});
