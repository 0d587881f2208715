/** Policies and keys of a log: what C2SP allows is read as it means, everything else is refused. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { isQuorum, readLogPolicy } from '../../../src/attestation/log/log-policy.js';
import { makeNoteKey, readNoteKey, signNote, verifierOf } from '../../../src/attestation/log/note-signer.js';
import { readNote, writeNote } from '../../../src/attestation/log/note-text.js';
import { readVerifierKey, saidBy, writeVerifierKey } from '../../../src/attestation/log/verifier-key.js';
import { Refusal } from '../../../src/attestation/problem.js';
import { logVkey, policyOf, witnessVkeys } from './sample-log.js';

const codeOf = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const [one = '', two = '', three = ''] = witnessVkeys;

describe('A policy of the log', () => {
  it('is read with comments, tabs, addresses and groups of groups', () => {
    const text = `# known\n\tlog ${logVkey}   https://log.example/\n witness a ${one} http://a.example\nwitness b\t${two}\nwitness c ${three}\ngroup g any a b\ngroup all all g c\n\nquorum all`;
    const policy = readLogPolicy(text);
    assert.deepEqual(
      [policy.logs[0]?.url, policy.witnesses.map(({ name, url }) => [name, url])],
      [
        'https://log.example/',
        [
          ['a', 'http://a.example'],
          ['b', undefined],
          ['c', undefined],
        ],
      ],
    );
    const enough = (...names: readonly string[]): boolean => isQuorum(policy.quorum, new Set(names));
    assert.deepEqual([enough('a', 'c'), enough('b', 'c'), enough('a', 'b'), enough('c'), enough()], [true, true, false, false, false]);
  });

  it('counts numbers of members, and one witness alone', () => {
    const { quorum } = readLogPolicy(policyOf());
    assert.deepEqual([isQuorum(quorum, new Set(['w1'])), isQuorum(quorum, new Set(['w1', 'w3']))], [false, true]);
    const single = readLogPolicy(`witness a ${one}\nquorum a\n`);
    assert.deepEqual([isQuorum(single.quorum, new Set()), isQuorum(single.quorum, new Set(['a']))], [false, true]);
    assert.ok(isQuorum(readLogPolicy('quorum none\n').quorum, new Set()));
  });

  const wrong: readonly { readonly why: string; readonly text: string; readonly code?: string }[] = [
    { why: 'no quorum', text: `witness a ${one}\n` },
    { why: 'two quorums', text: 'quorum none\nquorum none\n' },
    { why: 'a name that is defined below', text: `quorum a\nwitness a ${one}\n` },
    { why: 'a name that is defined twice', text: `witness a ${one}\nwitness a ${two}\nquorum a\n` },
    { why: 'a key that stands twice under two names', text: `witness a ${one}\nwitness b ${one}\nquorum a\n` },
    { why: 'a member that stands twice', text: `witness a ${one}\ngroup g 2 a a\nquorum g\n` },
    { why: 'a member of two groups', text: `witness a ${one}\nwitness b ${two}\ngroup g any a\ngroup h any a b\nquorum h\n` },
    { why: 'more needed than there are', text: `witness a ${one}\ngroup g 2 a\nquorum g\n` },
    { why: 'none needed', text: `witness a ${one}\ngroup g 0 a\nquorum g\n` },
    { why: 'a number with a sign', text: `witness a ${one}\ngroup g +1 a\nquorum g\n` },
    { why: 'a group without members', text: 'group g any\nquorum g\n' },
    { why: 'a group named none', text: `witness none ${one}\nquorum none\n` },
    { why: 'a statement that is not known', text: 'notary x\nquorum none\n' },
    { why: 'a name of every object', text: 'constructor x\nquorum none\n' },
    { why: 'the key of a log as a witness', text: `witness a ${logVkey}\nquorum a\n` },
    { why: 'the key of a witness as a log', text: `log ${one}\nquorum none\n` },
    { why: 'a carriage return', text: 'quorum none\r\n' },
    { why: 'a key that is cut', text: `witness a ${one.slice(0, -3)}\nquorum a\n`, code: 'LOG_VKEY' },
    { why: 'no key', text: 'witness a\nquorum a\n', code: 'LOG_VKEY' },
  ];
  for (const { why, text, code = 'LOG_POLICY' } of wrong) {
    it(`is refused with ${code}: ${why}`, () => {
      assert.throws(() => readLogPolicy(text), codeOf(code));
    });
  }
});

describe('A key of a log', () => {
  it('is written and read again, as that of a log and as that of a witness', () => {
    const key = readNoteKey(makeNoteKey('a.example/x'));
    for (const kind of ['ed25519', 'cosignature'] as const) {
      const text = writeVerifierKey(verifierOf(key, kind));
      const read = readVerifierKey(text);
      assert.deepEqual([writeVerifierKey(read), read.name], [text, 'a.example/x']);
    }
    assert.notEqual(verifierOf(key, 'ed25519').id, verifierOf(key, 'cosignature').id);
  });

  it('verifies a note of the specification’s form, and no other text', async () => {
    const key = readNoteKey(makeNoteKey('a.example/x'));
    const text = 'one\n\ntwo\n';
    const note = readNote(Buffer.from(writeNote({ text, signatures: [await signNote(key, text)] })));
    assert.equal(note.text, text, 'the last empty line parts text and signatures');
    const verifier = verifierOf(key, 'ed25519');
    assert.equal(saidBy(verifier, note, 'LOG_UNSIGNED').length, 1);
    assert.throws(() => saidBy(verifier, { ...note, text: 'one\n' }, 'LOG_UNSIGNED'), codeOf('LOG_UNSIGNED'));
  });

  const wrong: readonly { readonly why: string; readonly text: string }[] = [
    { why: 'another id', text: logVkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+') },
    { why: 'an id in upper case', text: logVkey.replace(/\+[0-9a-f]{8}\+/, (id) => (/[a-f]/.test(id) ? id.toUpperCase() : '+ABCDEF00+')) },
    { why: 'another name', text: `x${logVkey}` },
    { why: 'a name with a space', text: logVkey.replace('log.', 'l og.') },
    { why: 'no name', text: logVkey.slice(logVkey.indexOf('+')) },
    { why: 'a kind that is not known', text: `a.example+00000000+${Buffer.concat([Buffer.of(6), Buffer.alloc(32)]).toString('base64')}` },
    { why: 'no key', text: 'a.example+00000000+AQ==' },
    { why: 'nothing', text: '' },
  ];
  for (const { why, text } of wrong) {
    it(`is refused: ${why}`, () => {
      assert.throws(() => readVerifierKey(text), codeOf('LOG_VKEY'));
    });
  }

  it('is refused as a file without a name, without a key, or of another kind', async () => {
    const { generateKeyPairSync } = await import('node:crypto');
    const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const own = makeNoteKey('a.example/x');
    for (const text of ['', own.replace(/^name.*\n/, ''), `name: a.example\n${foreign}`, 'name: a.example\n', own.replace(/M/g, 'N')])
      assert.throws(() => readNoteKey(text), codeOf('LOG_KEY'));
  });
});
