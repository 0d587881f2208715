/** Pages of certificates: what they say, printed by a real browser, with the QR code read from the picture. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { type Nation, nationOf, now, statusIndex } from '../attestation/nation.js';
import { participationIn } from '../attestation/participation.js';
import { errorCodeOf, type Ran, runEgif } from '../scenarios/run-egif.js';

const require = createRequire(import.meta.url);
const readQr: (data: Uint8ClampedArray, width: number, height: number) => { readonly data: string } | null =
  require('jsqr').default ?? require('jsqr');
const at = ['--at', now.toISOString()];

/** A picture in the portable pixmap format (P6). */
function pixels(octets: Buffer): { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number } {
  const [, width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(octets.subarray(0, 40).toString('latin1'))?.map(Number) ?? [];
  assert.ok(width !== undefined && height !== undefined);
  const rgb = octets.subarray(octets.length - width * height * 3);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at += 1) data.set(rgb.subarray(3 * at, 3 * at + 3), 4 * at);
  return { data, width, height };
}

describe('Pages of certificates', function () {
  this.timeout(180_000);
  let folder: string;
  let nation: Nation;
  let url: string;
  const render = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
    runEgif(['render', ...args], { directory: folder, env });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-page-'));
    nation = await nationOf();
    const good = await nation.bundle();
    url = `https://registry.egif.example/v/urn:egif:cert:IR-2026-000001#${createHash('sha256').update(good.credential).digest('hex').slice(0, 32)}`;
    const files: Readonly<Record<string, unknown>> = {
      'good.egifcert': good,
      'revoked.egifcert': await nation.bundle(nation.credential(), { set: { revocation: [statusIndex] } }),
      'forged.egifcert': { ...good, credential: good.credential.replace(/\.[^.]+$/, `.${Buffer.alloc(64, 7).toString('base64url')}`) },
      'part.egifcert': await nation.bundle(participationIn(nation)),
      'hostile.egifcert': await nation.bundle(
        nation.credential((of) => {
          of.credentialSubject.agency.name = { en: '<script>alert(1)</script>', fa: '<b>نام</b>' };
        }),
      ),
    };
    for (const [name, value] of Object.entries(files)) await writeFile(join(folder, name), JSON.stringify(value));
    await writeFile(join(folder, 'list.json'), nation.trustText);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('are printed by Chromium in Persian, English and both, with a QR code that leads to the verification page', async () => {
    for (const [lang, pages] of [
      ['fa', [0]],
      ['en', [0]],
      ['both', [0, 1]],
    ] as const) {
      const file = join(folder, `${lang}.pdf`);
      const ran = await render(['good.egifcert', '--format', 'pdf', '--lang', lang, '--trust', 'list.json', ...at, '--out', file]);
      assert.equal(ran.status, 0, ran.stderr);
      for (const page of pages) {
        const number = String(page + 1);
        const { stdout } = spawnSync('pdftoppm', ['-r', '110', '-f', number, '-l', number, file], { maxBuffer: 2 ** 28 });
        const { data, width, height } = pixels(stdout);
        assert.equal(readQr(data, width, height)?.data, url, `${lang} page ${number}`);
      }
      assert.match(spawnSync('pdfinfo', [file], { encoding: 'utf8' }).stdout, new RegExp(`Pages: +${pages.length}\\b`));
      assert.match(spawnSync('pdfdetach', ['-list', file], { encoding: 'utf8' }).stdout, /good\.egifcert/);
      spawnSync('pdfdetach', ['-save', '1', '-o', join(folder, 'attached'), file]);
      assert.deepEqual(await readFile(join(folder, 'attached')), await readFile(join(folder, 'good.egifcert')));
      assert.match(spawnSync('pdffonts', [file], { encoding: 'utf8' }).stdout, /Vazirmatn/);
    }
  });

  it('say the status only where somebody verified it, and that they are not the original', async () => {
    const calls = [
      ['good.egifcert', [], 'unverified', /Not verified/],
      ['good.egifcert', ['--trust', 'list.json', ...at], 'valid', /as verified at: 2026-11-22 09:00 UTC \(1405-09-01 Jalali/],
      ['revoked.egifcert', ['--trust', 'list.json', ...at], 'invalid', /REVOKED/],
      ['good.egifcert', ['--trust', 'list.json', '--at', '2027-01-22T09:00:00Z'], 'indeterminate', /STATUS_STALE/],
    ] as const;
    for (const [file, more, tone, words] of calls) {
      const ran = await render([file, '--lang', 'en', ...more]);
      assert.equal(ran.status, 0, ran.stderr);
      assert.match(ran.stdout, new RegExp(`<section class="decision ${tone}">`));
      assert.match(ran.stdout, words);
      assert.match(ran.stdout, /This print-out is not the original\./);
    }
  });

  it('say before anything else that the certificate of a test nation counts for nothing, wherever somebody verified it', async () => {
    for (const format of ['html', 'md']) {
      const verified = await render(['good.egifcert', '--format', format, '--lang', 'both', '--trust', 'list.json', ...at]);
      const parts = verified.stdout.split(/<article |\n---\n/).filter((part) => /Valid|معتبر/.test(part));
      assert.equal(parts.length, 2);
      for (const part of parts) assert.match(part, /^[\s\S]*(?:counts for nothing|هیچ اعتباری ندارد)[\s\S]*?(?:Status|وضعیت)/);
      const unverified = await render(['good.egifcert', '--format', format, '--lang', 'en']);
      assert.doesNotMatch(unverified.stdout, /counts for nothing/);
    }
  });

  it('say of a certificate of participation what it is, and that it says nothing of any service', async () => {
    for (const format of ['html', 'md']) {
      const [en, fa] = [
        await render(['part.egifcert', '--format', format, '--lang', 'en', '--trust', 'list.json', ...at]),
        await render(['part.egifcert', '--format', format, '--lang', 'fa', '--trust', 'list.json', ...at]),
      ];
      assert.deepEqual([en.status, fa.status], [0, 0], en.stderr + fa.stderr);
      assert.match(en.stdout, /Certificate of participation[\s\S]*says nothing of the interoperability of any service[\s\S]*Valid/);
      assert.match(en.stdout, /C12[\s\S]*1405/);
      assert.match(fa.stdout, /گواهی‌نامهٔ مشارکت[\s\S]*۱۴۰۵/);
      assert.doesNotMatch(en.stdout, /Tier|Quality|Assurance/);
    }
  });

  it('are written as Markdown in which nothing of a certificate is markup', async () => {
    const ran = await render(['hostile.egifcert', '--format', 'md', '--lang', 'both']);
    assert.equal(ran.status, 0, ran.stderr);
    assert.match(ran.stdout, /# Interoperability certificate/);
    assert.match(ran.stdout, /# گواهی‌نامهٔ تعامل‌پذیری/);
    assert.match(ran.stdout, /Not verified/);
    assert.match(ran.stdout, /\\<script\\>/);
    assert.doesNotMatch(ran.stdout, /(^|[^\\])<(script|b)>/);
    assert.match(ran.stdout, /This print-out is not the original\\?\./);
  });

  it('show nothing of a certificate whose signature does not hold', async () => {
    const ran = await render(['forged.egifcert', '--trust', 'list.json', ...at]);
    assert.deepEqual([ran.status, ran.stdout], [1, '']);
    assert.match(ran.stderr, /^JWS_BAD_SIGNATURE/);
  });

  it('are whole in one file: no script, no address that is fetched, every Latin run of a Persian page isolated', async () => {
    const { stdout } = await render(['hostile.egifcert', '--lang', 'fa', '--verify-url', 'https://portal.example/check/']);
    assert.doesNotMatch(stdout, /<script|<b>|<link|src=|url\((?!data:)/);
    assert.match(stdout, /&lt;b&gt;/);
    assert.match(stdout, /<html lang="fa" dir="rtl">/);
    assert.match(stdout, /<bdi dir="ltr" class="latin">https:\/\/portal\.example\/check\/v\/urn:egif:cert:IR-2026-000001#[0-9a-f]{32}<\/bdi>/);
    assert.match(stdout, /۱ آذر ۱۴۰۵/);
  });

  it('say what is wanting: a browser, a file, a form that certificates have', async () => {
    const bare = join(folder, 'no-browser');
    await writeFile(bare, '#!/bin/sh\nexit 7\n');
    await chmod(bare, 0o755);
    const calls: readonly (readonly [readonly string[], Readonly<Record<string, string>>, string])[] = [
      [['--format', 'pdf', '--out', 'x.pdf'], { EGIF_CHROMIUM: bare }, 'SYSTEM_PACKAGE_MISSING'],
      [['--format', 'pdf', '--out', 'x.pdf'], { PATH: '' }, 'SYSTEM_PACKAGE_MISSING'],
      [['--format', 'pdf'], {}, 'USAGE'],
      [['--format', 'sarif'], {}, 'USAGE'],
      [['--verify-url', 'portal'], {}, 'USAGE'],
    ];
    for (const [args, env, code] of calls) {
      const ran = await render(['good.egifcert', ...args, '--json'], env);
      assert.deepEqual([ran.status, errorCodeOf(ran)], [3, code], `${args.join(' ')} ${ran.stderr}`);
    }
  });
});
