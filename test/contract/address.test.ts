import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { addressVerdict, classifyAddress, inCidr, isCidr, isPermittedAddress, sharedCidrs } from '../../src/contract/address.js';

const kinds = [
  ['8.8.8.8', 'public', 'an ordinary address'],
  ['2606:4700::1111', 'public', 'an ordinary IPv6 address'],
  ['172.15.255.255', 'public', 'the last address below the private range'],
  ['172.16.0.0', 'private', 'the first address of the private range'],
  ['172.32.0.0', 'public', 'the first address above the private range'],
  ['10.1.2.3', 'private', 'RFC 1918'],
  ['192.168.1.1', 'private', 'RFC 1918'],
  ['127.0.0.1', 'loopback', 'the loopback'],
  ['127.255.255.254', 'loopback', 'the whole of 127/8 is loopback'],
  ['::1', 'loopback', 'IPv6 loopback'],
  ['[::1]', 'loopback', 'as it stands in a URL'],
  ['0:0:0:0:0:0:0:1', 'loopback', 'written out'],
  ['169.254.1.1', 'link-local', 'RFC 3927'],
  ['fe80::1%eth0', 'link-local', 'a zone does not change the kind'],
  ['100.64.0.1', 'shared', 'carrier-grade NAT'],
  ['100.127.255.255', 'shared', 'the last shared address'],
  ['100.128.0.0', 'public', 'just above the shared range'],
  ['fd12::1', 'unique-local', 'RFC 4193'],
  ['fec0::1', 'unique-local', 'site-local, deprecated but private'],
  ['0.0.0.0', 'unspecified', 'leads to the own machine on Linux'],
  ['::', 'unspecified', 'leads to the own machine on Linux'],
  ['224.0.0.1', 'multicast', 'multicast'],
  ['ff02::1', 'multicast', 'multicast'],
  ['255.255.255.255', 'broadcast', 'broadcast'],
  ['240.0.0.1', 'reserved', 'class E'],
  ['::7f00:1', 'reserved', 'IPv4-compatible form, deprecated'],
  ['4000::1', 'reserved', 'outside the global unicast space'],
  ['192.0.2.7', 'documentation', 'RFC 5737'],
  ['2001:db8::1', 'documentation', 'RFC 3849'],
  ['198.18.0.1', 'benchmarking', 'RFC 2544'],
  ['::ffff:127.0.0.1', 'loopback', 'mapped, dotted'],
  ['::ffff:7f00:1', 'loopback', 'mapped, hexadecimal'],
  ['::ffff:8.8.8.8', 'public', 'mapped public'],
  ['64:ff9b::10.0.0.1', 'private', 'NAT64 of a private address'],
  ['64:ff9b::808:808', 'public', 'NAT64 of a public address'],
  ['64:ff9b:1::1', 'transition', 'local NAT64'],
  ['64:ff9b:1::a9fe:a9fe', 'metadata', 'local NAT64 of the metadata address'],
  ['2002:7f00:1::1', 'transition', '6to4 of the loopback'],
  ['2002:a9fe:a9fe::1', 'metadata', '6to4 of the metadata address'],
  ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'transition', 'Teredo'],
  ['2001:0:0:0:0:0:5601:5601', 'metadata', 'Teredo hides the client address by complement'],
  ['169.254.169.254', 'metadata', 'the common metadata address'],
  ['::ffff:169.254.169.254', 'metadata', 'the same, mapped'],
  ['64:ff9b::a9fe:a9fe', 'metadata', 'the same, through NAT64'],
  ['169.254.170.2', 'metadata', 'container credentials'],
  ['100.100.100.200', 'metadata', 'in the shared range, yet metadata'],
  ['fd00:ec2::254', 'metadata', 'in the unique local range, yet metadata'],
  ['localhost', 'invalid', 'a name is no address'],
  ['0177.0.0.1', 'invalid', 'octal is no address'],
  ['2130706433', 'invalid', 'one number is no address'],
  ['0x7f.0.0.1', 'invalid', 'hexadecimal is no address'],
  ['127.1', 'invalid', 'shortened is no address'],
  ['1.2.3.4/8', 'invalid', 'a range is no address'],
  ['', 'invalid', 'nothing is no address'],
] as const;

describe('contract/address', () => {
  for (const [address, kind, why] of kinds) {
    it(`classifies '${address}' as ${kind}: ${why}`, () => assert.equal(classifyAddress(address), kind));
  }

  it('permits a private address exactly where a range allows it', () => {
    assert.equal(addressVerdict('10.1.2.3', []).permitted, false);
    assert.equal(addressVerdict('10.1.2.3', ['10.1.0.0/16']).permitted, true);
    assert.equal(addressVerdict('10.2.2.3', ['10.1.0.0/16']).permitted, false);
    assert.equal(addressVerdict('::ffff:10.1.2.3', ['10.1.0.0/16']).permitted, true);
    assert.equal(addressVerdict('fd12::1', ['fd12::/16']).permitted, true);
    assert.equal(isPermittedAddress('127.0.0.1', ['::1/128', '127.0.0.1/32']), true);
  });

  it('never permits metadata, unspecified, multicast, broadcast or reserved addresses, whatever is allowed', () => {
    for (const address of [
      '169.254.169.254',
      '100.100.100.200',
      'fd00:ec2::254',
      '::ffff:a9fe:a9fe',
      '0.0.0.0',
      '::',
      '224.0.0.1',
      '255.255.255.255',
      'x',
    ]) {
      assert.equal(addressVerdict(address, ['0.0.0.0/0', '::/0']).permitted, false, address);
    }
  });

  it('permits a public address without any range', () => assert.equal(addressVerdict('8.8.8.8', []).permitted, true));

  it('knows what a range is', () => {
    for (const text of ['10.0.0.0/8', '127.0.0.1/32', '::1/128', 'fd00::/8', '0.0.0.0/0']) assert.equal(isCidr(text), true, text);
    for (const text of ['10.0.0.0', '10.0.0.0/33', '10.0.0/8', '::/129', 'example/8', '10.0.0.0/08', '10.0.0.0/-1', '', '/8', '10.0.0.0/8 ']) {
      assert.equal(isCidr(text), false, text);
    }
  });

  it('compares addresses with ranges bit by bit', () => {
    assert.equal(inCidr('10.255.255.255', '10.0.0.0/8'), true);
    assert.equal(inCidr('11.0.0.0', '10.0.0.0/8'), false);
    assert.equal(inCidr('192.168.1.129', '192.168.1.128/25'), true);
    assert.equal(inCidr('192.168.1.127', '192.168.1.128/25'), false);
    assert.equal(inCidr('10.0.0.1', '::/0'), false);
    assert.equal(inCidr('x', '0.0.0.0/0'), false);
    assert.equal(inCidr('10.0.0.1', 'x'), false);
  });

  it('keeps of two lists the narrower of nested ranges', () => {
    assert.deepEqual(sharedCidrs(['10.0.0.0/8'], ['10.1.0.0/16', '192.168.0.0/16']), ['10.1.0.0/16']);
    assert.deepEqual(sharedCidrs(['10.1.2.0/24', '127.0.0.0/8'], ['10.1.0.0/16', '127.0.0.1/32']), ['10.1.2.0/24', '127.0.0.1/32']);
    assert.deepEqual(sharedCidrs(['10.0.0.0/8'], ['10.0.0.0/8', '10.0.0.0/8']), ['10.0.0.0/8']);
    assert.deepEqual(sharedCidrs(['10.0.0.0/8'], []), []);
    assert.deepEqual(sharedCidrs(['0.0.0.0/0'], ['::/0', 'x']), []);
  });
});
