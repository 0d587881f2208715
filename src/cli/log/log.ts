/**
 * `egif log`: the transparency log. init, append, checkpoint, prove (who runs it); verify, audit, monitor, fsck (everybody).
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import { defineCommand } from '../command.js';
import { actions } from './log-acts.js';
import { options } from './log-options.js';

export const command = defineCommand({
  usage: '<init|append|checkpoint|prove|verify|audit|monitor|fsck> <directory|proof> [leaf files]',
  describe:
    'The transparency log: make it, append leaves, have its checkpoint signed by the witnesses and publish it, prove an entry; verify a proof offline, ' +
    'compute the whole log again, watch a service, compare entries with tiles and checkpoints.',
  examples: [
    ['egif log init log --key file:log.pem --policy policy.txt', 'a new log; prints its verifier key'],
    ['egif log append log leaf.txt --key file:log.pem', 'the entry is on disk when its number is printed'],
    ['egif log checkpoint log --key file:log.pem', 'sign, ask the witnesses, publish; 2 while too few answer'],
    ['egif log prove log --index 0 --out entry.tlog-proof', 'an offline proof of the first entry'],
    ['egif log verify entry.tlog-proof --leaf leaf.txt --log VKEY --policy policy.txt', 'offline; 0 valid, 1 invalid'],
    ['egif log audit log --at 2026-11-22T08:00:00Z', 'what stood at that instant, computed again'],
    ['egif log audit log --trust nation.egiftrust', 'and hold the status lists of the pack against it'],
    ['egif log monitor log --service 99999000014-01 --state seen.txt', 'what is new about a service since the last look'],
  ],
  persian: {
    describe:
      'دفتر شفافیت: ساختن، افزودن برگ، گرفتن امضای گواهان بر مقطع و انتشار آن، اثبات یک مدخل؛ راستی‌آزمایی برون‌خط اثبات، ' +
      'محاسبهٔ دوبارهٔ همهٔ دفتر، پاییدن یک خدمت، سنجیدن مدخل‌ها با کاشی‌ها و مقطع‌ها.',
    examples: [
      'دفتری تازه؛ کلید راستی‌آزمای آن را چاپ می‌کند',
      'شماره که چاپ شد مدخل بر دیسک است',
      'امضا، پرسش از گواهان، انتشار؛ تا گواهان بسنده نباشند ۲',
      'اثبات برون‌خط نخستین مدخل',
      'برون‌خط؛ ۰ معتبر، ۱ نامعتبر',
      'آنچه در آن زمان بوده، دوباره محاسبه‌شده',
      'و سنجیدن فهرست‌های وضعیت بسته با آن',
      'آنچه از نگاه پیشین دربارهٔ یک خدمت تازه است',
    ],
    options: {
      key: 'نشانی کلید دفتر؛ file:PATH پروندهٔ PEM با کلید Ed25519 پس از سطر «name: ORIGIN»؛ نیز pkcs11:… و cmd:…',
      name: 'نام دفتر تازه، جایی که کلید آن در توکن یا برنامه است (init)',
      trust: 'بستهٔ تازگی یا فهرست اعتماد؛ فهرست‌های وضعیت بسته با دفتر سنجیده می‌شوند (audit، monitor)',
      'status-list': 'پروندهٔ یک فهرست وضعیت منتشرشده که با دفتر سنجیده شود، همراه --trust؛ تکرارپذیر (audit، monitor)',
      policy: 'پروندهٔ سیاست: گواهان، نشانی آن‌ها، حد نصاب (C2SP tlog-policy)',
      log: 'کلید راستی‌آزمای دفتر (verify؛ audit و monitor و fsck یک رونوشت)',
      leaf: 'پروندهٔ برگ (verify)',
      index: 'شمارهٔ مدخل، از ۰ (prove)',
      at: 'آنچه در این زمان بوده، RFC 3339 (prove، audit)؛ زمان راستی‌آزمایی (verify)',
      'max-skew': 'ثانیه‌هایی که ساعت گواه می‌تواند جلو باشد (verify)',
      service: 'خدمتی که پاییده می‌شود (monitor)',
      state: 'پرونده‌ای که آخرین نگاه را نگه می‌دارد (monitor)',
      out: 'پروندهٔ خروجی (prove)',
    },
  },
  positionals: [2, 1000],
  options,
  async run(args, context) {
    const [action = '', target = '', ...more] = args._;
    const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (act === undefined) throw new EgifError('USAGE', `egif log has no action ${action}`, { mend: `one of ${Object.keys(actions).join(', ')}` });
    return act({ args, target: resolve(context.world.directory, target), more, context });
  },
});
