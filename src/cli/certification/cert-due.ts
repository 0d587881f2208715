/**
 * `egif cert due`: what the authority has to do next, the earliest first.
 *
 * Room     cli (floor 7).
 */
import type { AuthorityState } from '../../index/certification.js';
import { ageOf } from '../age.js';
import { certification } from './cert-files.js';
import type { Context, Language } from '../command.js';
import type { ExitStatus } from '../exit.js';

const kinds: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'status-list': { en: 'sign the status list anew (egif cert publish)', fa: 'فهرست وضعیت را دوباره امضا کنید (egif cert publish)' },
  release: { en: 'release the bundle (egif cert publish)', fa: 'بسته را منتشر کنید (egif cert publish)' },
  surveillance: { en: 'run again and say what came of it (egif cert surveil)', fa: 'دوباره بیازمایید و نتیجه را بگویید (egif cert surveil)' },
  expiry: { en: 'the certificate ends', fa: 'گواهی به پایان می‌رسد' },
};
const reasons: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'never-surveyed': { en: 'not looked at since it was issued', fa: 'از صدور تاکنون دیده نشده' },
  interval: { en: 'the last look is long ago', fa: 'از بازبینی پیشین گذشته است' },
  ends: { en: 'end of its validity', fa: 'پایان اعتبار' },
  'never-signed': { en: 'never signed', fa: 'هرگز امضا نشده' },
  changed: { en: 'a change is not in it', fa: 'تغییری در آن نیامده' },
  daily: { en: 'signed once a day', fa: 'هر روز یک بار امضا می‌شود' },
  stale: { en: 'its time is over: verifiers cannot tell', fa: 'زمان آن گذشته و راستی‌آزما نمی‌تواند داوری کند' },
  waits: { en: 'issued and not released', fa: 'صادر شده و منتشر نشده' },
};
const wordIn = (words: typeof kinds, name: string, lang: Language): string => words[name]?.[lang] ?? name;

export interface DueArguments {
  readonly within: string;
  readonly every: string;
  readonly json: boolean;
}

/** Prints what is due; 1 where something is overdue. Errors: USAGE. */
export async function due(
  state: AuthorityState,
  at: number,
  { args, context }: { readonly args: DueArguments; readonly context: Context },
): Promise<ExitStatus> {
  const { dueOf } = await certification();
  const found = dueOf(state, { at, withinMs: ageOf(args.within), everyMs: ageOf(args.every) });
  const { world, lang } = context;
  const overdue = found.filter((each) => each.overdue).length;
  if (args.json) world.stdout.write(`${JSON.stringify({ at: new Date(at).toISOString(), overdue, due: found }, null, 2)}\n`);
  else {
    const mark = lang === 'fa' ? 'گذشته' : 'overdue';
    for (const each of found) {
      const whose = each.service === undefined ? '' : `  ${each.agency ?? ''} ${each.service}`;
      world.stdout.write(
        `${each.dueAt}${each.overdue ? `  ${mark}` : ''}  ${each.subject}${whose}\n    ${wordIn(kinds, each.kind, lang)}: ${wordIn(reasons, each.reason, lang)}\n`,
      );
    }
    if (found.length === 0) world.stdout.write(lang === 'fa' ? 'کاری در پیش نیست\n' : 'nothing is due\n');
  }
  return overdue > 0 ? 1 : 0;
}
