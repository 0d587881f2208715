/** What is said of each finding that the violating fixtures bring: a whole sentence in either language, with what was got and what is wanted. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { lintContract } from '../../../src/checks/lint/lint-contract.js';
import { structureWant } from '../../../src/checks/lint/structure-want.js';
import type { Finding } from '../../../src/contract/documents.js';
import { loadMessages } from '../../../src/locale/load-messages.js';
import { messageOf } from '../../../src/locale/message-of.js';
import { loadFixtures } from './fixtures.js';

const messages = await loadMessages(new URL('../../../../reports/messages', import.meta.url).pathname);
const bare = (text: string): string => text.replace(/[\u2066-\u2069]/g, '');

async function violations(): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { document } of loadFixtures().filter(({ violating }) => violating)) {
    for (const { judgement } of await lintContract(document)) findings.push(...judgement.findings);
  }
  return findings;
}

describe('What is said of a finding of lint', () => {
  let findings: readonly Finding[] = [];
  before(async function () {
    this.timeout(60_000);
    findings = await violations();
  });

  it('leaves no gap where a fact should stand, and no English of a validator', () => {
    for (const { code, got, want } of findings) {
      for (const lang of ['en', 'fa'] as const) {
        const { title, cause, mend } = messageOf(messages, code, lang, { got, want });
        assert.doesNotMatch(title, /–|\{(?:got|want)[A-Za-z]*\}|undefined/, `${code}: ${title}`);
        assert.doesNotMatch(title, /\b(?:must (?:be|not|have|match)|property)\b.*\b(?:equal|required|NOT)\b/, `${code}: ${title}`);
        assert.ok(cause !== '' && mend !== '', code);
      }
    }
    assert.ok(new Set(findings.map(({ code }) => code)).size > 150);
  });

  it('shows both what was got and what is wanted wherever the finding knows them', () => {
    const silent = new Set<string>();
    for (const { code, got, want } of findings) {
      const { title } = messages.get(code)?.en ?? { title: '' };
      if (got !== undefined && !/\{got/.test(title)) silent.add(`${code} got`);
      if (want !== undefined && !/\{want/.test(title) && !saysItself.has(code)) silent.add(`${code} want`);
    }
    assert.deepEqual([...silent], []);
  });

  const told: readonly { readonly got: string; readonly want: string; readonly en: string; readonly fa: string; readonly why: string }[] = [
    {
      got: 'integer 5',
      want: 'type string',
      en: 'Example has the whole number 5 here; its schema wants text',
      fa: 'نمونه در این جا عدد صحیح 5 دارد؛ طرح‌وارهٔ آن متن می‌خواهد',
      why: 'kinds of values are told in words',
    },
    {
      got: 'string "abc"',
      want: 'maxLength 2',
      en: 'Example has the text "abc" here; its schema wants text of 2 characters at most',
      fa: 'نمونه در این جا متن "abc" دارد؛ طرح‌وارهٔ آن متنی با حداکثر 2 نویسه می‌خواهد',
      why: 'so are limits',
    },
    {
      got: 'null',
      want: 'type string | integer | boolean',
      en: 'Example has null here; its schema wants text, a whole number or true or false',
      fa: 'نمونه در این جا مقدار null دارد؛ طرح‌وارهٔ آن متن، عدد صحیح یا مقدار بولی (true یا false) می‌خواهد',
      why: 'several kinds make a list',
    },
    {
      got: 'object',
      want: 'a rule nobody knows',
      en: 'Example has an object here; its schema wants a rule nobody knows',
      fa: 'نمونه در این جا شیء دارد؛ طرح‌وارهٔ آن a rule nobody knows می‌خواهد',
      why: 'what has no words is shown as it is',
    },
  ];
  for (const { got, want, en, fa, why } of told) {
    it(`puts ${got} against ${want} in words: ${why}`, () => {
      assert.equal(bare(messageOf(messages, 'example-invalid', 'en', { got, want }).title), en);
      assert.equal(bare(messageOf(messages, 'example-invalid', 'fa', { got, want }).title), fa);
    });
  }

  it('points at the very place in an example, and hides runs of digits that may be a code', async () => {
    const inExamples = findings.filter(({ code }) => code === 'example-invalid' || code === 'schema-example-invalid');
    assert.ok(inExamples.some(({ at }) => at.endsWith('/example/birthDate')));
    for (const { got } of inExamples) assert.doesNotMatch(got ?? '', /[0-9]{6}/);
    assert.ok(inExamples.some(({ got }) => got?.includes('•') === true));
  });

  const words: readonly (readonly [string, string])[] = [
    ['"info" property must have required property "title"', 'required title'],
    ['Property "x" is not expected to be here', 'additionalProperties x'],
    ['"get" property must not have unevaluated properties', 'unevaluatedProperties'],
    ['"type" property must be equal to one of the allowed values: "a", "b". Did you mean "a"?', 'enum a | b'],
    ['"x" property must be object,boolean', 'type object | boolean'],
    ['must NOT have fewer than 1 items', 'minItems 1'],
    ['something else altogether', 'something else altogether'],
  ];
  for (const [message, want] of words) it(`reads “${message}” as ${want}`, () => assert.equal(structureWant(message), want));
});

/** Their titles name what is wanted in words of their own. */
const saysItself: ReadonlySet<string> = new Set([
  'binding-operations-differ',
  'contract-without-channels',
  'contract-service-id-malformed',
  'contract-service-id-missing',
  'body-parts-many',
  'fault-part-not-element',
  'path-not-kebab-case',
  'server-environment-unknown',
  'servers-undeclared',
]);
