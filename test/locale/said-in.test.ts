/** The sentences of errors in Persian: every one that the sources throw is known, and the facts in it are kept. */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { before, describe, it } from 'mocha';
import typescript from 'typescript';
import { loadMessages, type Messages } from '../../src/locale/load-messages.js';
import { saidIn } from '../../src/locale/said-in.js';

const shipped = new URL('../../../reports/messages', import.meta.url).pathname;
const source = new URL('../../../src/', import.meta.url);
const bare = (text: string): string => text.replace(/[\u2066-\u2069]/g, '');

/** Sentences of a literal, with a word in place of every fact; both branches of a choice; nothing of what is made elsewhere. */
function sentencesOf(node: typescript.Node): readonly string[] {
  if (typescript.isStringLiteralLike(node)) return [node.text];
  if (typescript.isTemplateExpression(node)) return [node.head.text + node.templateSpans.map(({ literal }) => `fact${literal.text}`).join('')];
  return typescript.isConditionalExpression(node) ? [...sentencesOf(node.whenTrue), ...sentencesOf(node.whenFalse)] : [];
}

/** Messages and mends of the errors that a file makes, but for defects of the harness. */
function thrownIn(file: string): readonly string[] {
  const tree = typescript.createSourceFile(file, readFileSync(new URL(file, source), 'utf8'), typescript.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: typescript.Node): void => {
    if (typescript.isNewExpression(node) && node.expression.getText() === 'EgifError') {
      const [code, message, detail] = node.arguments ?? [];
      if (code !== undefined && message !== undefined && code.getText() !== "'INTERNAL'") {
        found.push(...sentencesOf(message));
        const mends = detail !== undefined && typescript.isObjectLiteralExpression(detail) ? detail.properties : [];
        for (const mend of mends) {
          if (typescript.isPropertyAssignment(mend) && mend.name.getText() === 'mend') found.push(...sentencesOf(mend.initializer));
        }
      }
    }
    typescript.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** What certification finds wrong: the details of its refusals. */
function refusedIn(file: string): readonly string[] {
  const tree = typescript.createSourceFile(file, readFileSync(new URL(file, source), 'utf8'), typescript.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: typescript.Node): void => {
    const isDemand = typescript.isCallExpression(node) && node.expression.getText() === 'demand';
    const isRefusal = typescript.isNewExpression(node) && node.expression.getText() === 'Refusal';
    if (isDemand || isRefusal) {
      const detail = node.arguments?.[isDemand ? 2 : 1];
      if (detail !== undefined) found.push(...sentencesOf(detail));
    }
    typescript.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

describe('The sentences of errors', function () {
  // every source is parsed
  this.timeout(60_000);
  let messages: Messages;
  before(async () => {
    messages = await loadMessages(shipped);
  });

  it('are all known in Persian', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.includes('generated'));
    const sentences = files.flatMap(thrownIn);
    assert.ok(sentences.length > 200, `${sentences.length}`);
    // facts alone: what stands in them is made elsewhere, or said by a parser or the operating system
    const foreign = new Set([
      'fact is no report: fact fact',
      'fact: fact',
      'fact:fact: fact',
      'fact fact',
      'fact is fact',
      'fact: fact fact',
      'the service names fact',
    ]);
    const unknown = sentences.filter((sentence) => !foreign.has(sentence) && saidIn(sentence, messages, 'fa') === undefined);
    assert.deepEqual([...new Set(unknown)], []);
  });

  it('of certification are known in Persian too, but for what one program tells another', () => {
    // a witness answers logs; what follows a colon is said elsewhere
    const foreign = (file: string, sentence: string): boolean => /witness|log-/.test(file) || /^fact|(?:: |holds)fact$/.test(sentence);
    const files = readdirSync(new URL('certification/', source)).map((name) => `certification/${name}`);
    const found = files.flatMap((file) => refusedIn(file).map((sentence) => ({ file, sentence })));
    assert.ok(found.length > 100, `${found.length}`);
    const unknown = found.filter(({ file, sentence }) => !foreign(file, sentence) && saidIn(sentence, messages, 'fa') === undefined);
    assert.deepEqual([...new Set(unknown.map(({ sentence }) => sentence))], []);
  });

  const told: readonly { readonly en: string; readonly fa: string | undefined; readonly why: string }[] = [
    { en: 'there is no file a b.yaml', fa: 'پروندهٔ a b.yaml وجود ندارد', why: 'a fact stands where its slot is' },
    { en: 'there is no code scheme sheba', fa: 'کدی به نام sheba نیست', why: 'the sentence with the most words of its own wins' },
    { en: 'one of md, html', fa: 'یکی از md، html', why: 'lists have commas of the language' },
    {
      en: 'x.yaml:3: core.yaml selects no requirement',
      fa: 'x.yaml سطر 3: نمایهٔ core.yaml هیچ الزامی برنمی‌گزیند',
      why: 'a sentence may stand in another',
    },
    {
      en: 'https://a.example:8443: nothing could be fetched from https://a.example:8443/x',
      fa: 'https://a.example:8443: چیزی از https://a.example:8443/x گرفته نشد',
      why: 'an origin has colons of its own',
    },
    { en: 'x.yaml: words of a parser', fa: undefined, why: 'what is not known is not half translated' },
  ];
  for (const { en, fa, why } of told) {
    it(`tell “${en}” in Persian: ${why}`, () => {
      const said = saidIn(en, messages, 'fa');
      assert.equal(said === undefined ? undefined : bare(said), fa);
      assert.equal(saidIn(en, messages, 'en'), en);
    });
  }

  it('are looked up in bounded time, whatever an error quotes', () => {
    const started = performance.now();
    for (const text of [`${'a: '.repeat(300)}x`, `"${'" "'.repeat(200)}`, 'a '.repeat(499), 'x'.repeat(100_000)]) saidIn(text, messages, 'fa');
    assert.ok(performance.now() - started < 2_000, `${performance.now() - started}`);
  });
});
