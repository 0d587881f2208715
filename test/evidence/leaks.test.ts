/** What a server gives back of secrets and of persons in places and forms where nobody looks for them. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Headers } from '../../src/contract/evidence.js';
import { memberOf } from '../../src/contract/json.js';
import { longestIssuerAnswer, readIssuerAnswer } from '../../src/evidence/issuer-answer.js';
import { openKnownSecrets } from '../../src/evidence/known-secrets.js';
import { openRedactor, type Redactor } from '../../src/evidence/redact.js';
import { isSecretField, isSecretName } from '../../src/evidence/secret-names.js';
import { luhnCheckDigit, nationalCodeCheckDigit, shebaCheckDigits } from '../../src/schemes/check-digits.js';

const key = new Uint8Array(32).fill(9);
/** A code with the form and the check digit of one that could be somebody's; nobody is looked up by it. */
const code = `048265713${nationalCodeCheckDigit('048265713')}`;
const card = `603799048265713${luhnCheckDigit('603799048265713')}`;
const sheba = `IR${shebaCheckDigits('0170000000048265713048')}0170000000048265713048`;
const mobile = '09121234567';
const secret = 'q7Zp_w1-Xs93kLmN0vBt5RyU8aDfGhJ2';

const inScript =
  (zero: number) =>
  (text: string): string =>
    text.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
const persian = inScript(0x6f0);
const arabic = inScript(0x660);

const body = (redactor: Redactor, octets: Uint8Array | string, type: string): Buffer =>
  Buffer.from(redactor.body(Buffer.from(octets), [['Content-Type', type]], 'answer'));
const digitsIn = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replaceAll(/\D/g, '');

const written: readonly { readonly why: string; readonly text: string; readonly digits: string }[] = [
  { why: 'a code between words in Persian digits', text: `کد ملی ${persian(code)} است`, digits: code },
  { why: 'a code split by joiners', text: [...code].join('\u200c'), digits: code },
  { why: 'a code in marks of direction', text: `x \u2066${code}\u2069 y`, digits: code },
  { why: 'a code as it is printed on a card', text: `no ${code.slice(0, 3)}-${code.slice(3, 9)}-${code.slice(9)} here`, digits: code },
  { why: 'a code between underlines', text: `_${code}_`, digits: code },
  { why: 'a code in a comment of markup', text: `<!--${code}-->`, digits: code },
  { why: 'a mobile number in Persian digits', text: `تلفن ${persian(mobile)} است`, digits: mobile },
  { why: 'a mobile number in Arabic digits', text: `هاتف ${arabic(mobile)} .`, digits: mobile },
  { why: 'a mobile number in groups', text: 'call 0912 123 4567 now', digits: mobile },
  { why: 'a mobile number behind another number', text: `1 ${mobile}`, digits: mobile },
  { why: 'a card in Persian digits', text: `کارت ${persian(card)} است`, digits: card },
  { why: 'a card in groups of Persian digits', text: persian(card.replaceAll(/(.{4})(?=.)/g, '$1-')), digits: card },
  { why: 'a Sheba in Persian digits', text: `شبا ${persian(sheba)} است`, digits: sheba.slice(2) },
];

describe('evidence: persons, wherever they stand', () => {
  for (const { why, text, digits } of written)
    it(`are not kept: ${why}`, () => {
      const octets = JSON.stringify({ note: text });
      for (const [type, given] of [
        ['application/json', octets],
        ['text/plain', text],
        ['image/png', octets],
      ] as const) {
        const clean = body(openRedactor(key), given, type).toString('utf8');
        assert.ok(!digitsIn(clean).includes(digits), `${type}: ${clean}`);
        assert.equal(clean.replaceAll(/\p{Nd}/gu, '#'), given.replaceAll(/\p{Nd}/gu, '#'), 'everything else is as it was');
      }
    });

  const wide = JSON.stringify({ nationalCode: code });
  const encodings: readonly (readonly [why: string, octets: Buffer, read: (octets: Buffer) => string])[] = [
    ['UTF-16 without a mark', Buffer.from(wide, 'utf16le'), (octets) => octets.toString('utf16le')],
    ['UTF-16, the high octet first', Buffer.from(`\ufeff${wide}`, 'utf16le').swap16(), (octets) => Buffer.from(octets).swap16().toString('utf16le')],
    [
      'UTF-16, the high octet first, without a mark',
      Buffer.from(wide, 'utf16le').swap16(),
      (octets) => Buffer.from(octets).swap16().toString('utf16le'),
    ],
    ['octets that are no text', Buffer.concat([Buffer.from([0xff, 0x01]), Buffer.from(` ${code} `)]), (octets) => octets.toString('latin1')],
  ];
  for (const [why, octets, read] of encodings)
    it(`are not kept in ${why}`, () => {
      const clean = body(openRedactor(key), octets, 'application/octet-stream');
      assert.ok(!read(clean).includes(code));
      assert.equal(clean.length, octets.length);
    });

  it('are not kept in names and values of header fields, in attributes of cookies, and in lines of the server', () => {
    const fields: Headers = [
      [`X-${code}`, '1'],
      ['Server', `srv ${code}`],
      ['Via', `1.1 ${code}`],
      ['X-RateLimit-Key', code],
      ['Set-Cookie', `a=b; Path=/persons/${code}`],
      ['Link', `</persons/${code}>; rel="next"`],
    ];
    const redactor = openRedactor(key);
    const clean = redactor.headers(fields);
    assert.ok(!JSON.stringify(clean).includes(code));
    assert.deepEqual(
      clean.map(([name]) => name.replaceAll(/999\d{7}/g, 'x')),
      fields.map(([name]) => name.replaceAll(code, 'x')),
    );
    assert.ok(!redactor.line(`OK ${code}`).includes(code));
  });

  it('and what counts, dates or has to be sent back is left alone', () => {
    const fields: Headers = [
      ['ETag', `"${code}"`],
      ['X-RateLimit-Reset', code],
      ['Content-Length', code],
    ];
    assert.deepEqual(openRedactor(key).headers(fields), fields);
  });
});

const forms: readonly { readonly why: string; readonly of: (text: string) => string }[] = [
  { why: 'as it is', of: (text) => text },
  { why: 'backwards', of: (text) => [...text].reverse().join('') },
  { why: 'in base64', of: (text) => Buffer.from(text).toString('base64') },
  { why: 'in base64 behind something', of: (text) => Buffer.from(`a: Bearer ${text}`).toString('base64url') },
  { why: 'in base64 behind something longer', of: (text) => Buffer.from(`ab: Bearer ${text}z`).toString('base64') },
  { why: 'in hexadecimal', of: (text) => Buffer.from(text).toString('hex').toUpperCase() },
  { why: 'percent-encoded', of: (text) => Buffer.from(text).toString('hex').replaceAll(/../g, '%$&') },
  { why: 'in lower case', of: (text) => text.toLowerCase() },
  { why: 'its first half and more', of: (text) => text.slice(0, 17) },
  { why: 'its second half and more', of: (text) => text.slice(15) },
  { why: 'as the name of a header field', of: (text) => text.replaceAll('_', '-') },
];

describe('evidence: secrets, whatever becomes of them', () => {
  for (const { why, of } of forms)
    it(`are not kept: ${why}`, () => {
      const redactor = openRedactor(key);
      redactor.learn(secret);
      const echo = of(secret);
      /** What of it stays at the edges says nothing. */
      const core = echo.slice(4, -4);
      for (const [type, text] of [
        ['application/json', JSON.stringify({ detail: `you sent ${echo}`, [echo]: 1 })],
        ['text/html', `<p>${echo}</p>`],
        ['image/png', `\u0000${echo}`],
      ] as const) {
        const clean = body(redactor, text, type).toString('utf8');
        assert.ok(!clean.includes(core), `${type}: ${clean}`);
        assert.match(clean, /\[redacted:\d+\]/);
      }
      const fields = redactor.headers([
        ['X-Echo', echo],
        [`X-${echo.replaceAll(/[^A-Za-z0-9-]/g, '-')}`, '1'],
        ['Via', `1.1 ${echo}`],
        ['ETag', `"${echo}"`],
        ['Location', `/cb?x=${encodeURIComponent(echo)}`],
      ]);
      assert.ok(!JSON.stringify(fields).includes(core), JSON.stringify(fields));
      assert.ok(!redactor.line(`OK ${echo}`).includes(core));
    });

  it('of long tokens are found in every piece of 23 characters, and by octets as by text', () => {
    const known = openKnownSecrets();
    const token = Array.from({ length: 40 }, (_each, index) => `k${(index * 7919) % 9973}Q`).join('~');
    assert.equal(known.learn(token), true);
    assert.equal(known.learn(token), false);
    for (let at = 0; at + 23 <= token.length; at += 1) {
      const text = `<< ${token.slice(at, at + 23)} >>`;
      const [span] = known.spans(text);
      assert.deepEqual(span, { start: 3, end: 26 });
      assert.equal(known.mayStandIn(Buffer.from(text)), true);
    }
    assert.deepEqual(known.spans('nothing of it stands here, however long the text is'), []);
    assert.equal(known.mayStandIn(Buffer.from('nothing of it stands here, however long the text is')), false);
  });

  it('that are an address are known as a whole only: its parts stand in answers without it', () => {
    const known = openKnownSecrets();
    known.learn('https://consumer.sample.gov.example/registry');
    assert.deepEqual(known.spans('https://consumer.sample.gov.example/other'), []);
    assert.equal(known.spans('to https://consumer.sample.gov.example/registry').length, 1);
  });

  it('of the run alone go out of what is published, and only as they are', () => {
    const redactor = openRedactor(key);
    redactor.learn(secret);
    const text = `{"openapi":"3.1.0","example":"eyJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkifQ.c2lnbmF0dXJl","half":"${secret.slice(0, 20)}"}`;
    const document = Buffer.from(text);
    assert.deepEqual(redactor.body(document, [], 'document'), document);
    assert.ok(!Buffer.from(redactor.body(Buffer.from(`${text}${secret}`), [], 'document')).includes(secret));
  });

  const shaped = [
    { why: 'a token', text: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJub2JvZHkifQ.c2lnbmF0dXJl' },
    { why: 'a private key', text: '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----' },
    { why: 'a private key that is cut off', text: '-----BEGIN EC PRIVATE KEY-----\nMIIEvQIBADANBg' },
  ];
  for (const { why, text } of shaped)
    it(`are known by their shape: ${why}`, () => {
      const core = text.slice(-12);
      for (const [type, given] of [
        ['application/json', JSON.stringify({ a: { b: [`x ${text}`] } })],
        ['text/plain', `x ${text}`],
      ] as const) {
        const clean = body(openRedactor(key), given, type).toString('utf8');
        assert.ok(!clean.includes(core) && !clean.includes('MIIEvQ'), clean);
      }
    });

  it('are known by the name before them in text that is no JSON, and in addresses', () => {
    const cases: readonly (readonly [text: string, want: string])[] = [
      ['password=hunter2hunter2 and more', 'password=[redacted:14] and more'],
      ['db_password: "hunter2hunter2"', 'db_password: "[redacted:14]"'],
      ['<password>hunter2hunter2</password>', '<password>[redacted:14]</password>'],
      ['to postgres://app:hunter2hunter2@db/x', 'to postgres://app:[redacted:14]@db/x'],
      ['the password is wrong', 'the password is wrong'],
    ];
    for (const [text, want] of cases) assert.equal(body(openRedactor(key), text, 'text/plain').toString(), want);
    assert.equal(openRedactor(key).url('https://a:hunter2hunter2@b.example/c'), 'https://a:[redacted:14]@b.example/c');
  });

  it('are known by their names', () => {
    for (const name of ['db_password', 'adminApiKey', 'secret', 'passwd', 'oauth.client-secret', 'privateKey']) assert.ok(isSecretName(name), name);
    for (const name of ['passwordPolicy', 'token', 'nextPageToken', 'secretary']) assert.ok(!isSecretName(name), name);
    for (const name of ['X-Session-Token', 'X-JWT', 'x-admin-secret', 'X-CSRF-Token']) assert.ok(isSecretField(name), name);
    for (const name of ['X-Request-Id', 'X-Token-Type', 'Idempotency-Key']) assert.ok(!isSecretField(name), name);
  });

  it('that a token endpoint issues are known before its answer is kept', () => {
    const redactor = openRedactor(key);
    const answer = Buffer.from(JSON.stringify({ access_token: secret, token_type: 'Bearer', debug: [...secret].reverse().join('') }));
    readIssuerAnswer({ status: 200, body: answer }, redactor);
    const clean = body(redactor, answer, 'application/json').toString('utf8');
    assert.equal(clean, '{"access_token":"[redacted:32]","token_type":"Bearer","debug":"[redacted:32]"}');
  });

  it('are not read out of an answer that is longer than any issuer’s', () => {
    const answer = (padding: number) => Buffer.from(JSON.stringify({ access_token: 'a', padding: 'x'.repeat(padding) }));
    const redactor = openRedactor(key);
    const { length } = answer(0);
    const most = answer(longestIssuerAnswer - length);
    assert.equal(memberOf(readIssuerAnswer({ status: 200, body: most }, redactor).value, 'access_token'), 'a');
    assert.deepEqual(readIssuerAnswer({ status: 200, body: answer(longestIssuerAnswer - length + 1) }, redactor), { status: 200, value: undefined });
  });

  it('are looked for in time that grows with the text alone', () => {
    const redactor = openRedactor(key);
    redactor.learn(secret);
    const octets = 512 * 1024;
    for (const unit of [
      '-eyJaaaaaaaaaa',
      'eyJ',
      'aeyJhbGciOiJ.',
      '-----BEGIN PRIVATE KEY-----',
      'x://y:',
      'password=',
      '1\u200c',
      '\u200c',
      `IR${'1\u200c'.repeat(25)} `,
      '0\u200c9\u200c',
      `-00${'9\u200c-'.repeat(14)}`,
      '9 ',
      secret.slice(0, 15),
    ]) {
      const text = unit.repeat(octets / unit.length);
      // Whoever tries twice never comes to an end here: the test runner stops it.
      assert.ok(body(redactor, text, 'text/plain').length > 0);
    }
  });
});
