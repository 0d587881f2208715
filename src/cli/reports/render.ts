/**
 * `egif render`: a report or a certificate in another form or language.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import { defineCommand } from '../command.js';
import { formats, renderAs } from '../formats.js';
import { readReport } from './read-report.js';
import { sayWritten } from './say-written.js';
import { kindOf, readSigned } from '../trust/trust-input.js';
import { writeWhole } from '../../contract/write-whole.js';

export const command = defineCommand({
  usage: '<report.json|FILE.egifcert>',
  describe:
    'Write a report in another form: html, md, junit, csv, sarif, earl, json. Or a certificate of either kind as html, md or pdf, with its status where --trust is given.',
  examples: [
    ['egif render egif-out/run/report.json --format html --lang fa --out report.fa.html', 'the Persian page'],
    ['egif render service.egifcert --format pdf --lang both --trust nation.egiftrust --out service.pdf', 'a print-out in both languages'],
  ],
  persian: {
    describe:
      'گزارش را به شکلی دیگر می‌نویسد: html، md، junit، csv، sarif، earl، json. یا گواهی‌نامه را به شکل html یا pdf، و با --trust همراه وضعیت آن.',
    examples: ['صفحهٔ فارسی', 'چاپی به هر دو زبان'],
    options: {
      format: 'شکل (پیش‌فرض: md؛ برای گواهی‌نامه html)',
      lang: 'زبان؛ برای گواهی‌نامه both هم',
      trust: 'برای گواهی‌نامه: فهرست اعتماد یا بستهٔ اعتماد؛ بی آن، صفحه می‌گوید که راستی‌آزمایی نشده است',
      at: 'برای گواهی‌نامه: زمان راستی‌آزمایی، RFC 3339 (پیش‌فرض: اکنون)',
      'verify-url': 'برای گواهی‌نامه: جای صفحه‌های راستی‌آزمایی (پیش‌فرض: جای فهرست‌های وضعیت آن)',
      out: 'پروندهٔ خروجی (پیش‌فرض: خروجی استاندارد)',
    },
  },
  positionals: [1, 1],
  options: {
    format: { type: 'string', choices: [...formats.keys(), 'pdf'], describe: 'form (default: md; of a certificate html)' },
    lang: { type: 'string', choices: ['fa', 'en', 'both'], describe: 'language; of a certificate also both' },
    trust: { array: true, type: 'string', describe: 'of a certificate: trust list or freshness pack; without it the page says that nobody verified' },
    at: { type: 'string', describe: 'of a certificate: instant of verification, RFC 3339 (default: now)' },
    'verify-url': { type: 'string', describe: 'of a certificate: where verification pages are (default: where its status lists are)' },
    out: { type: 'string', describe: 'file to write (default: stdout)' },
  },
  async run(args, context) {
    const { world, lang } = context;
    const file = resolve(world.directory, args._[0] ?? '');
    const octets = await readSigned(file);
    const both = String(args.lang) === 'both';
    if (kindOf(octets) === 'certificate') {
      const { renderCertificateFile } = await import('./render-certificate.js');
      return renderCertificateFile(
        {
          file,
          octets,
          format: args.format ?? 'html',
          json: args.json,
          languages: both ? ['fa', 'en'] : [lang],
          ...(args.out === undefined ? {} : { out: args.out }),
          ...(args.trust === undefined ? {} : { trust: args.trust }),
          ...(args.at === undefined ? {} : { at: args.at }),
          ...(args['verify-url'] === undefined ? {} : { verifyUrl: args['verify-url'] }),
        },
        context,
      );
    }
    if (both || args.format === 'pdf')
      throw new EgifError('USAGE', 'a report is written in one language, and not as pdf', { mend: 'give --lang fa or --lang en, and another form' });
    const text = await renderAs(args.format ?? (args.json ? 'json' : 'md'), await readReport(file), lang);
    if (args.out === undefined) world.stdout.write(text);
    else {
      const target = resolve(world.directory, args.out);
      await writeWhole(target, text);
      sayWritten(target, args.json, world);
    }
    return 0;
  },
});
