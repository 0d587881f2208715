/**
 * Generates docs/errors.md and docs/codes/: a page for every code of the message catalogue, in both languages, with the checks and requirements
 * that give it. Reads the built suite, so it runs after the build. Run by scripts/generate.mjs.
 */
import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { writeFiles } from './generated-files.mjs';

const root = new URL('../', import.meta.url);
const built = new URL('../dist/src/', import.meta.url);
const banner = '<!-- Generated from reports/messages by `npm run gen`. Do not edit. -->\n';

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (cells) => `| ${cells.join(' | ')} |\n`;
const rtl = (text) => `<div dir="rtl" lang="fa">\n\n${text}\n</div>\n`;

/** Placeholders as code, so that they read as such; a bare angle bracket would be markup. */
const prose = (text) =>
  text
    .replace(/\{([a-z][A-Za-z0-9]*)\}/g, '`{$1}`')
    .replaceAll('<', '&lt;')
    .replaceAll('*', '\\*');

/** Requirement ids by check id, from the catalogue's files. */
async function requirementsByCheck() {
  const folder = new URL('profiles/catalogue/', root);
  const byCheck = new Map();
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort()) {
    const { requirements = [] } = parse(await readFile(new URL(name, folder), 'utf8')) ?? {};
    for (const requirement of requirements) {
      for (const check of requirement.check.flatMap((method) => method.checks ?? [])) {
        byCheck.set(check, [...(byCheck.get(check) ?? []), requirement.id]);
      }
    }
  }
  return byCheck;
}

/** Check ids by the finding code that they give. */
async function checksByCode() {
  const { checkDefinitions } = await import(new URL('checks/index.js', built));
  const { lintRules } = await import(new URL('checks/lint/lint-rules.js', built));
  const byCode = new Map();
  for (const { id, findings } of [...checkDefinitions.values(), ...lintRules()]) {
    for (const code of findings) byCode.set(code, [...(byCode.get(code) ?? []), id]);
  }
  return byCode;
}

/** What a code is that is neither an error nor a finding, by the file of its message. */
const kindByFile = { attestation: 'refusal of a signed report', schemes: 'reason of a code scheme', subject: 'problem of preflight' };

/** Everything that the pages are made of. */
async function readSources() {
  const { loadMessages } = await import(new URL('locale/load-messages.js', built));
  const { errorCodes } = await import(new URL('errors.js', built));
  const messages = await loadMessages(new URL('reports/messages', root).pathname);
  return { messages, errorCodes, checks: await checksByCode(), requirements: await requirementsByCheck() };
}

function kindOf(code, { messages, errorCodes, checks }) {
  if (Object.hasOwn(errorCodes, code)) return `error, exit status ${errorCodes[code]}`;
  if (checks.has(code)) return 'finding';
  return kindByFile[messages.origins.get(code)] ?? 'reason';
}

function givenBy(code, { checks, requirements }) {
  const ids = [...new Set(checks.get(code) ?? [])].sort(byText);
  return ids.map((check) => {
    const demanded = [...new Set(requirements.get(check) ?? [])].sort(byText).map((id) => `\`${id}\``);
    return `- \`${check}\`${demanded.length === 0 ? '' : `, for ${demanded.join(', ')}`}\n`;
  });
}

function pageOf(code, sources) {
  const { en, fa } = sources.messages.get(code);
  const origins = givenBy(code, sources);
  return [
    banner,
    `# \`${code}\`\n\n`,
    `${prose(en.title)} (${kindOf(code, sources)}).\n\n`,
    `**Why.** ${prose(en.cause)}\n\n**How to mend.** ${prose(en.mend)}\n\n`,
    rtl(`${prose(fa.title)}\n\n**چرا:** ${prose(fa.cause)}\n\n**چاره:** ${prose(fa.mend)}\n`),
    origins.length === 0 ? '' : `\nGiven by:\n\n${origins.join('')}`,
  ].join('');
}

function errorsPage(codes, { messages, errorCodes }) {
  const lines = codes.map((code) => {
    const { en, fa } = messages.get(code);
    return row([`[\`${code}\`](codes/${code}.md)`, errorCodes[code], cell(prose(en.title)), cell(prose(en.mend)), cell(prose(fa.title))]);
  });
  return [
    banner,
    '# Error codes\n\n',
    'An error is a broken premise: the command, an input or the harness itself. What is wrong with a subject is a finding and never an error.\n',
    'Exit status 3 means usage, configuration or unreadable input; 4 means a defect of the harness. `egif explain CODE` prints a page.\n\n',
    row(['code', 'exit status', 'what', 'how to mend', 'شرح']),
    row(['---', '---', '---', '---', '---']),
    ...lines,
  ].join('');
}

function indexPage(codes, sources) {
  const lines = codes.map((code) => {
    const { en, fa } = sources.messages.get(code);
    return row([`[\`${code}\`](${code}.md)`, kindOf(code, sources), cell(prose(en.title)), cell(prose(fa.title))]);
  });
  return [banner, '# Codes\n\n', row(['code', 'kind', 'what', 'شرح']), row(['---', '---', '---', '---']), ...lines].join('');
}

/** Every generated page by its path in the tree. Deterministic: the same tree gives the same octets. */
export async function docsFiles() {
  const sources = await readSources();
  const codes = [...sources.messages.keys()].sort(byText);
  const errors = Object.keys(sources.errorCodes).sort(byText);
  const files = new Map([
    ['docs/errors.md', errorsPage(errors, sources)],
    ['docs/codes/README.md', indexPage(codes, sources)],
    ...codes.map((code) => [`docs/codes/${code}.md`, pageOf(code, sources)]),
  ]);
  const folded = new Set([...files.keys()].map((path) => path.toLowerCase()));
  if (folded.size !== files.size || files.size !== codes.length + 2)
    throw new Error('two codes differ in case alone: their pages would overwrite each other');
  return files;
}

/** Writes every page and removes those of codes that are no more. Returns the paths touched. */
export async function generateDocs() {
  return writeFiles(await docsFiles(), [{ folder: 'docs/codes', suffix: '.md' }]);
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const paths = await generateDocs();
  process.stdout.write(`${paths.length} pages changed\n`);
}
