/** The help of every command, in both languages: nothing that a Persian reader is shown stays in English. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { commonOptions, commonPersian } from '../../src/cli/command.js';
import { commands } from '../../src/cli/commands.js';
import { helpOf } from '../../src/cli/help.js';

/** A sentence of Persian: a letter of its alphabet, and none of those of Arabic that look like them. */
const isPersian = (text: string): boolean => /[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی]/.test(text) && !/[يكةىۀ]/.test(text);
const barred = /وارسی|تست|سرویس(?!\u200c?(?:دهند|گیرند))/;

describe('The help', () => {
  for (const entry of commands) {
    it(`of egif ${entry.name} says in Persian what the command, its examples and each of its options are for`, async () => {
      const { command } = await entry.load();
      const { describe: said, examples, options } = command.persian;
      assert.equal(examples.length, command.examples.length, 'one line for each example');
      assert.deepEqual(Object.keys(options).sort(), Object.keys(command.options).sort());
      for (const text of [entry.describe.fa, said, ...examples, ...Object.values(options), ...Object.values(commonPersian)]) {
        assert.ok(isPersian(text), text);
        assert.doesNotMatch(text, barred);
      }
      const page = await helpOf(entry.name, command, { lang: 'fa' });
      for (const { describe: english } of [...Object.values(command.options), ...Object.values(commonOptions)]) {
        const words = flat(String(english));
        assert.ok(words.length < 8 || !flat(page).includes(words), `in English: ${String(english)}`);
      }
      assert.ok(!flat(page).includes(flat(command.describe)));
    });

    it(`of egif ${entry.name} says in English what each of its options is for`, async () => {
      const { command } = await entry.load();
      const whole = await helpOf(entry.name, command, { lang: 'en' });
      const page = flat(whole);
      for (const [name, { describe: english = '' }] of Object.entries({ ...commonOptions, ...command.options }))
        assert.ok(english !== '' && page.includes(flat(english)), `--${name}`);
      for (const [line] of command.examples) assert.ok(whole.includes(`\n    ${line}`), `on one line: ${line}`);
    });
  }
});

describe('The help in a narrow terminal', () => {
  const narrow = [
    { columns: 80, width: 80, why: 'it keeps to the columns that there are' },
    { columns: 300, width: 111, why: 'a longer line is hard to read' },
    { columns: undefined, width: 111, why: 'a pipe has no columns' },
  ];
  for (const { columns, width, why } of narrow) {
    it(`of ${columns ?? 'no'} columns is ${width} wide: ${why}`, async () => {
      const entry = commands.find(({ name }) => name === 'verify');
      assert.ok(entry !== undefined);
      const page = await helpOf('verify', (await entry.load()).command, { lang: 'en', columns });
      const [options = ''] = page.slice(page.indexOf('\n  ')).split('\n\nExamples:');
      const widest = Math.max(...options.split('\n').map(({ length }) => length));
      assert.ok(widest <= width && widest > width - 25, `${widest}`);
    });
  }
});

/** A page is wrapped where it must be. */
function flat(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
