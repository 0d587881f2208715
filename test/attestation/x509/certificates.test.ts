/** What a certificate must not hold, each in its own way, and what the validator's options demand. */
import { strict as assert } from 'node:assert';
import { createHash, X509Certificate } from 'node:crypto';
import { describe, it } from 'mocha';
import { parseCertificate } from '../../../src/attestation/x509/certificate.js';
import { validateChain } from '../../../src/attestation/x509/chain.js';
import { sequence, setOf } from '../../../src/dev/der.js';
import { build, draftChain, keyOf } from '../../oracles/chain-draft.js';

import { attribute, base, cases, codeOf, demands } from './certificate-cases.js';

describe('attestation: certificates', () => {
  for (const [why, code, change, given] of cases) {
    it(`says ${code}: ${why}`, () => {
      assert.equal(codeOf(change, given), code);
    });
  }

  it('gives fingerprint, key digest, serial number and attributes as node does', () => {
    const [leaf = Buffer.alloc(0)] = build(draftChain(base)).chain;
    const [ours, theirs] = [parseCertificate(leaf), new X509Certificate(leaf)];
    assert.equal(ours.fingerprint, theirs.fingerprint256.replaceAll(':', '').toLowerCase());
    assert.equal(ours.serial, theirs.serialNumber.toLowerCase().padStart(4, '0'));
    assert.equal(
      ours.spkiSha256,
      createHash('sha256')
        .update(theirs.publicKey.export({ format: 'der', type: 'spki' }))
        .digest('hex'),
    );
    assert.equal(ours.subjectAttributes.get('2.5.4.5'), '99999000014');
  });

  it('leaves out an attribute that stands twice, so that nobody can pick the better one', () => {
    const draft = draftChain(base);
    const leaf = draft.certificates.at(-1);
    assert.ok(leaf !== undefined);
    leaf.subject = sequence(
      setOf(attribute('2.5.4.5', 0x13, '99999000014')),
      setOf(attribute('2.5.4.5', 0x13, '99999000029')),
      setOf(attribute('2.5.4.3', 0x0c, 'Seal')),
    );
    const { chain, root } = build(draft);
    const { subjectAttributes } = validateChain(chain, { ...demands, anchors: [root] });
    assert.deepEqual([...subjectAttributes], [['2.5.4.3', 'Seal']]);
  });

  it('refuses no certificate and more than six', () => {
    const { chain, root } = build(draftChain(base));
    for (const count of [0, 7]) {
      const many = Array.from({ length: count }, (_, index) => chain[index % chain.length] ?? assert.fail());
      assert.throws(() => validateChain(many, { ...demands, anchors: [root] }), { code: 'X509_CHAIN_LENGTH' });
    }
  });

  it('refuses a certificate of ten megabytes at once', () => {
    const start = performance.now();
    assert.throws(() => validateChain([Buffer.alloc(10_000_000, 0x30)], { ...demands, anchors: [] }), { code: 'DER_TOO_LARGE' });
    assert.ok(performance.now() - start < 500);
  });

  it('refuses times that no calendar has and times in the wrong form', () => {
    const [leaf = Buffer.alloc(0)] = build(draftChain(base)).chain;
    const place = leaf.indexOf(Buffer.from('261023', 'latin1'));
    assert.ok(place > 0);
    for (const wrong of ['261323', '260230', '261000', '2610x3']) {
      const changed = Buffer.from(leaf);
      changed.write(wrong, place, 'latin1');
      assert.throws(() => parseCertificate(changed), { code: 'DER_TIME' }, wrong);
    }
  });

  it('takes the root that signed, of several with one name', () => {
    const { chain, root } = build(draftChain(base));
    const other = draftChain(base);
    const stranger = keyOf('p256', 'stranger');
    other.pinned = { ...(other.certificates[0] ?? assert.fail()), subjectKey: stranger, issuerKey: stranger };
    const anchors = [build(other).root, root];
    assert.ok(validateChain(chain, { ...demands, anchors }));
    assert.ok(validateChain(chain, { ...demands, anchors: anchors.toReversed() }));
  });
});
