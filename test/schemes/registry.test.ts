/**
 * The register of schemes: complete, self-checking, and equal to the code lists.
 */
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { schemeIds } from '../../src/schemes/scheme.js';
import { schemes, selfCheck } from '../../src/schemes/registry.js';
import { codeList, tablesFile, tablesSource } from './code-list-tables.js';

/** Forms that letters after them extend without breaking: opaque ids and language tags with variants. */
const open = /^(?:GNAF-0001|123-45|[a-z]{2}-.*)$/;

/** Alterations that no code survives: each names the reason that must appear. */
const attacks: readonly { readonly name: string; readonly alter: (value: string) => string; readonly applies: (value: string) => boolean }[] = [
  { name: 'a trailing newline', alter: (value) => `${value}\n`, applies: () => true },
  { name: 'a leading left-to-right mark', alter: (value) => `\u200E${value}`, applies: () => true },
  { name: 'a trailing byte order mark', alter: (value) => `${value}\uFEFF`, applies: () => true },
  { name: 'a leading space', alter: (value) => ` ${value}`, applies: () => true },
  { name: 'a no-break space', alter: (value) => `${value}\u00A0`, applies: () => true },
  {
    name: 'Persian digits',
    alter: (value) => value.replace(/[0-9]/g, (digit) => String.fromCharCode(0x06f0 + Number(digit))),
    applies: (value) => /[0-9]/.test(value),
  },
  {
    name: 'Arabic-Indic digits',
    alter: (value) => value.replace(/[0-9]/g, (digit) => String.fromCharCode(0x0660 + Number(digit))),
    applies: (value) => /[0-9]/.test(value),
  },
  {
    name: 'full-width digits',
    alter: (value) => value.replace(/[0-9]/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    applies: (value) => /[0-9]/.test(value),
  },
  { name: 'trailing junk', alter: (value) => `${value}ABC`, applies: (value) => !open.test(value) },
];

describe('schemes/registry', () => {
  it('has every scheme once, with an owner, a source and titles in both languages', () => {
    deepEqual([...schemes.keys()], [...schemeIds]);
    for (const { id, title, owner, source } of schemes.values()) ok(title.fa && title.en && owner && source, id);
  });

  it('keeps all its vectors, valid and invalid', () => deepEqual(selfCheck(), []));

  for (const { name, alter, applies } of attacks)
    it(`refuses every valid code with ${name}`, () => {
      for (const { id, check, valid } of schemes.values()) {
        if (id === 'persian-text') continue;
        for (const value of valid.filter(applies)) equal(check(alter(value)).valid, false, `${id}: ${JSON.stringify(alter(value))}`);
      }
    });

  it('never takes a number, null, an array or an object for a code, and never throws', () => {
    for (const { id, check } of schemes.values())
      for (const value of [9990000018, null, undefined, ['9990000018'], {}, true]) deepEqual(check(value).reasons, ['not-string'], id);
  });

  it('gives stable kebab-case reasons', () => {
    const reasons = [...schemes.values()].flatMap((scheme) => scheme.invalid.flatMap((vector) => scheme.check(vector.value).reasons));
    for (const reason of reasons) ok(/^[a-z]+(-[a-z0-9]+)*$/.test(reason), reason);
  });

  it('commits no checksum-valid national code or card outside prefix 999', () => {
    for (const id of ['national-code', 'bank-card'] as const) for (const value of schemes.get(id)?.valid ?? []) ok(value.startsWith('999'), value);
  });

  it('has tables that equal the code lists of the law', () => equal(readFileSync(tablesFile, 'utf8'), tablesSource()));

  it('has 31 provinces, and all former codes but those of Golestan and South Khorasan mean another province', () => {
    const now = new Map(codeList('provinces').map((row) => [row['code'], row['name_fa']]));
    equal(now.size, 31);
    const former = codeList('provinces-before-2020');
    ok(former.every((row) => row['current'] !== undefined && now.get(row['current']) === row['name_fa']));
    deepEqual(
      former.filter((row) => now.get(row['code'] ?? '') === row['name_fa']).map((row) => row['code']),
      ['IR-27', 'IR-29'],
    );
  });
});
