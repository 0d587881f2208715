/**
 * The commands by name, each loaded only when it is called: a light table keeps start-up short.
 *
 * Room     cli (floor 7).
 */
import type { AnyCommand } from './command.js';

export interface Entry {
  readonly name: string;
  readonly describe: { readonly en: string; readonly fa: string };
  load(): Promise<{ readonly command: AnyCommand }>;
}

const entry = (name: string, describe: Entry['describe'], load: Entry['load']): Entry => ({ name, describe, load });

export const commands: readonly Entry[] = [
  entry('init', { en: 'write a statement to start from', fa: 'نوشتن اظهارنامهٔ آغازین' }, () => import('./init.js')),
  entry('preflight', { en: 'check the statement before any run', fa: 'بررسی اظهارنامه پیش از اجرا' }, () => import('./preflight.js')),
  entry('plan', { en: 'show what a run would examine and send', fa: 'نمایش آنچه اجرا می‌آزماید و می‌فرستد' }, () => import('./plan.js')),
  entry('run', { en: 'test a service against a profile', fa: 'آزمودن یک خدمت با یک نمایه' }, () => import('./run.js')),
  entry('lint', { en: 'lint contracts alone', fa: 'بررسی قراردادها به‌تنهایی' }, () => import('./lint.js')),
  entry('types', { en: 'TypeScript types of a contract', fa: 'تایپ‌های TypeScript یک قرارداد' }, () => import('./types.js')),
  entry('diff', { en: 'compare two contracts, or two reports', fa: 'مقایسهٔ دو قرارداد یا دو گزارش' }, () => import('./diff.js')),
  entry('data', { en: 'check the codes and data of files', fa: 'بررسی کدها و داده‌های پرونده‌ها' }, () => import('./data.js')),
  entry('code', { en: 'check values against a code scheme', fa: 'بررسی کدها' }, () => import('./code.js')),
  entry('replay', { en: 'judge recorded evidence again', fa: 'داوری دوبارهٔ شواهد ضبط‌شده' }, () => import('./replay.js')),
  entry('merge', { en: 'merge runs from several vantages', fa: 'یکی کردن اجراهای چند دیدگاه' }, () => import('./merge.js')),
  entry('render', { en: 'write a report or certificate in another form', fa: 'نوشتن گزارش یا گواهی‌نامه به شکلی دیگر' }, () => import('./render.js')),
  entry('sign', { en: 'sign a report', fa: 'امضای گزارش' }, () => import('./sign.js')),
  entry('verify', { en: 'verify a signed report or a certificate', fa: 'راستی‌آزمایی گزارش امضاشده یا گواهی‌نامه' }, () => import('./verify.js')),
  entry('eligibility', { en: 'decide whether projects may be given budget', fa: 'تصمیم شایستگی بودجهٔ پروژه‌ها' }, () => import('./eligibility.js')),
  entry('export-scores', { en: 'yearly scores of agencies', fa: 'امتیاز سالانهٔ دستگاه‌ها' }, () => import('./export-scores.js')),
  entry(
    'log',
    { en: 'the transparency log: append, witness, prove, audit, watch', fa: 'دفتر شفافیت: افزودن، گواهی، اثبات، بازرسی، پاییدن' },
    () => import('./log.js'),
  ),
  entry('witness', { en: 'witness that a log only grows', fa: 'گواهی بر اینکه دفتر تنها افزوده می‌شود' }, () => import('./witness.js')),
  entry(
    'trust',
    { en: 'the trust list: init, sign, update, show, pack', fa: 'فهرست اعتماد: ساختن، امضا، به‌روزرسانی، نمایش، بسته‌بندی' },
    () => import('./trust.js'),
  ),
  entry(
    'challenge',
    { en: 'permission to be certified, and proof of control', fa: 'چالش صدور گواهی و اثبات اختیار دستگاه' },
    () => import('./challenge.js'),
  ),
  entry('cert', { en: 'issue certificates and say what becomes of them', fa: 'صدور گواهی، تعلیق، ابطال و پایش' }, () => import('./cert.js')),
  entry('explain', { en: 'explain a requirement, finding, error or scheme', fa: 'شرح یک الزام، یافته، خطا یا کد' }, () => import('./explain.js')),
  entry(
    'profile',
    { en: 'the law: list, show, validate, resolve, lock', fa: 'نمایه‌ها: فهرست، نمایش، اعتبارسنجی، گشودن، قفل' },
    () => import('./profile.js'),
  ),
  entry('doctor', { en: 'what the harness itself depends on', fa: 'هر آنچه خود ابزار به آن وابسته است' }, () => import('./doctor.js')),
  entry(
    'dev',
    { en: 'sample agency with faults, bad proxy, test PKI', fa: 'دستگاه نمونه با خطاهای نام‌دار، پیشکار بدرفتار، زیرساخت کلید آزمایشی' },
    () => import('./dev.js'),
  ),
];
