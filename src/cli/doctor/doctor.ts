/**
 * `egif doctor`: everything that the harness itself depends on, thirty days ahead, so that no verdict fails on the day of the deadline for want of a renewed list.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { parseJson } from '../../contract/json.js';
import { isolatedLatin, loadMessages, messageOf, visibleText } from '../../index/words.js';
import { type Context, defineCommand } from '../command.js';
import { browserLine, type Clock, folderLine, isState, latestOf, lawLines, sealLines, trustLines } from './doctor-facts.js';
import { clockLine, type DoctorLine, lineBroken, type LineSubject, nodeLine } from './doctor-lines.js';
import { places } from '../places.js';
import { openTrust, readSigned } from '../trust/trust-input.js';
import { instantOrNow } from '../instant.js';
import { usageError } from '../usage-error.js';

const names: Readonly<Record<LineSubject, Readonly<Record<Context['lang'], string>>>> = {
  node: { en: 'Node', fa: 'Node' },
  clock: { en: 'clock', fa: 'ساعت' },
  law: { en: 'law and lock', fa: 'قانون و قفل آن' },
  'trust-list': { en: 'trust list', fa: 'فهرست اعتماد' },
  directory: { en: 'directory', fa: 'دفتر دستگاه‌ها' },
  'status-list': { en: 'status list', fa: 'فهرست وضعیت' },
  'revocation-list': { en: 'revocation list', fa: 'فهرست ابطال' },
  seal: { en: 'seal', fa: 'مهر' },
  'token-tool': { en: 'token program', fa: 'برنامهٔ توکن' },
  browser: { en: 'browser for PDF', fa: 'مرورگر برای PDF' },
  space: { en: 'space for evidence', fa: 'جای شواهد' },
};
const marks: Readonly<Record<DoctorLine['state'], string>> = { ok: '✓', warn: '!', fail: '✗' };

interface Asked {
  readonly trust: readonly string[];
  readonly keys: readonly string[];
  readonly state: string | undefined;
  readonly out: string;
}

async function linesOf({ trust, keys, state, out }: Asked, clock: Clock, context: Context): Promise<readonly DoctorLine[]> {
  const { world } = context;
  const seen = state === undefined ? undefined : parseJson((await readSigned(resolve(world.directory, state))).toString('utf8'))?.value;
  if (state !== undefined && !isState(seen))
    throw usageError(
      { en: '--state names a file that does not hold what was seen', fa: 'پروندهٔ --state پروندهٔ دیده‌ها نیست' },
      { en: 'name the file that egif verify --state keeps', fa: 'پرونده‌ای را نام ببرید که egif verify --state نگاه می‌دارد' },
    );
  const trusted = trust.length === 0 ? undefined : await openTrust(trust, context, { at: clock.now });
  const { pack, refusal } = trusted ?? {};
  return [
    nodeLine(process.version),
    clockLine(clock.now, latestOf(pack, seen), pack?.trust.skewMs),
    ...(await lawLines()),
    ...(refusal === undefined ? [] : [lineBroken.trustList(`${refusal.code}: ${refusal.message}`)]),
    ...(pack === undefined ? [] : await trustLines(pack, clock)),
    ...(await Promise.all(keys.map((key) => sealLines(key, clock, context)))).flat(),
    await browserLine(context),
    await folderLine(out, context),
  ];
}

async function printed(lines: readonly DoctorLine[], lang: Context['lang']): Promise<string> {
  const messages = await loadMessages(places.messages);
  const latin = (text: string): string => (lang === 'fa' ? isolatedLatin(visibleText(text)) : visibleText(text));
  return lines
    .flatMap(({ subject, state, code, detail }) => {
      const head = `${marks[state]} ${names[subject][lang]}: ${latin(detail)}`;
      if (code === undefined) return [head];
      const { title, mend } = messageOf(messages, code, lang);
      return [`${head}  ${title}`, `    ${mend}`];
    })
    .join('\n')
    .concat('\n');
}

async function asData(lines: readonly DoctorLine[]): Promise<string> {
  const messages = await loadMessages(places.messages);
  const said = (code: string, lang: Context['lang']): object => {
    const { title, mend } = messageOf(messages, code, lang);
    return { title, mend };
  };
  const rows = lines.map((line) => ({ ...line, ...(line.code === undefined ? {} : { en: said(line.code, 'en'), fa: said(line.code, 'fa') }) }));
  const count = (state: DoctorLine['state']): number => lines.filter((line) => line.state === state).length;
  return `${JSON.stringify({ ok: count('ok'), warn: count('warn'), fail: count('fail'), lines: rows }, null, 2)}\n`;
}

export const command = defineCommand({
  usage: '',
  describe:
    'Look at everything that the harness itself depends on, thirty days ahead: Node, the clock, the lock of the law, trust list, directory, status and revocation lists, seals, tools, space. Exit 0 (also with warnings) or 1.',
  examples: [
    ['egif doctor', 'Node, clock, law, tools and space'],
    ['egif doctor --trust nation.egiftrust --key file:seal.pem --json', 'also the freshness pack and the seal, as data'],
  ],
  persian: {
    describe:
      'بررسی هر آنچه خود ابزار به آن وابسته است تا سی روز آینده: Node، ساعت، قفل قانون، فهرست اعتماد، دفتر دستگاه‌ها، فهرست‌های وضعیت و ابطال، مهرها، برنامه‌ها و جا. خروج 0 (با هشدار هم) یا 1.',
    examples: ['Node، ساعت، قانون، برنامه‌ها و جا', 'بستهٔ تازگی و مهر نیز، به شکل داده'],
    options: {
      trust: 'فهرست اعتماد یا بستهٔ تازگی',
      key: 'نشانی کلید مهری که گواهی‌هایش بررسی شود؛ تکرارپذیر',
      state: 'پروندهٔ دیده‌ها که egif verify --state نگاه می‌دارد',
      out: 'پوشهٔ شواهد',
      days: 'چند روز پیش از پایان هشدار داده شود',
      at: 'زمان بررسی، RFC 3339 (پیش‌فرض: اکنون)',
    },
  },
  positionals: [0, 0],
  options: {
    trust: { array: true, type: 'string', describe: 'trust list or freshness pack' },
    key: { array: true, type: 'string', describe: 'key URI of a seal whose certificates are looked at; may be repeated' },
    state: { type: 'string', describe: 'file of what was seen, as egif verify --state keeps it' },
    out: { type: 'string', default: 'egif-out', describe: 'folder of evidence' },
    days: { type: 'number', default: 30, describe: 'how many days before an end to warn' },
    at: { type: 'string', describe: 'instant to look at, RFC 3339 (default: now)' },
  },
  async run(args, context) {
    const { world, lang } = context;
    const now = instantOrNow(args.at, world);
    if (args.days < 0)
      throw usageError({ en: '--days is negative', fa: '--days منفی است' }, { en: 'write --days 30', fa: 'مانند --days 30 بنویسید' });
    const lines = await linesOf(
      { trust: args.trust ?? [], keys: args.key ?? [], state: args.state, out: args.out },
      { now, days: args.days },
      context,
    );
    world.stdout.write(args.json ? await asData(lines) : await printed(lines, lang));
    return lines.some(({ state }) => state === 'fail') ? 1 : 0;
  },
});
