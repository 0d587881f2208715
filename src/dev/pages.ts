/**
 * Pages of the sample agency for people: the service identity sheet, the changelog, the guide.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { Json } from '../contract/api-model.js';
import { valueAt } from '../contract/json.js';
import { textAnswer, withHeader, type Answer } from './exchange.js';

export interface PageWorld {
  readonly contractDocument: Json;
  readonly now: Date;
}

const dayMs = 86_400_000;

/** A Persian page; a line is a paragraph, or markup of its own. */
export function page(title: string, lines: readonly string[]): Answer {
  const body = lines.map((line) => (line.startsWith('<') ? line : `<p>${line}</p>`)).join('\n');
  return textAnswer(
    200,
    'text/html; charset=utf-8',
    `<!doctype html>\n<html lang="fa" dir="rtl">\n<head><meta charset="utf-8"><title>${title}</title></head>\n<body><main><h1>${title}</h1>\n${body}</main></body>\n</html>\n`,
  );
}

/** Answers to GET below the base path. */
export function pageAnswer(path: string, { contractDocument, now }: PageWorld): Answer | undefined {
  const word = (pointer: string): string => String(valueAt(contractDocument, pointer) ?? '');
  switch (path) {
    case '/sheet':
      return withHeader(
        page('شناسنامهٔ خدمت', [`شناسهٔ خدمت: ${word('/info/x-egif-service-id')}`, 'دستگاه: سازمان نمونه', 'گونه: G2G']),
        'Last-Modified',
        new Date(Math.floor(now.getTime() / dayMs - 30) * dayMs).toUTCString(),
      );
    case '/landing':
      return page('درخواست گواهی ثبت', [
        `شناسهٔ خدمت: ${word('/info/x-egif-service-id')}`,
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" alt="نشان سازمان نمونه">',
        '<a href="login">ورود با درگاه ملی خدمات</a>',
      ]);
    case '/form':
      return page('فرم درخواست', [
        '<form action="requests"><label for="requestText">متن درخواست</label> <textarea id="requestText" name="requestText"></textarea> <button type="submit">ثبت</button></form>',
        '<p style="color: #333333; background-color: #ffffff">درخواست در سه روز کاری بررسی می‌شود.</p>',
      ]);
    case '/changelog':
      return page('تاریخچهٔ نسخه‌ها', [`نسخهٔ ${word('/info/version')}، 2026-10-01: پرداخت‌ها افزوده شد.`, 'نسخهٔ 1.0.0، 2025-03-21: نخستین انتشار.']);
    case '/docs':
      return page('راهنمای واسط', ['برای دریافت کلید آزمایشی با مرکز عملیات شبکه تماس بگیرید.']);
    default:
      return undefined;
  }
}
