/**
 * The code lists that the sample agency publishes, as comma-separated values: code, Persian label, definition, validity and status.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */

type Row = readonly [code: string, label: string, definition: string];

const lists: Readonly<Record<string, readonly Row[]>> = {
  gender: [
    ['female', 'زن', 'جنسیت ثبت‌شده در سند هویت: زن'],
    ['male', 'مرد', 'جنسیت ثبت‌شده در سند هویت: مرد'],
  ],
  'vital-status': [
    ['alive', 'زنده', 'واقعهٔ فوت ثبت نشده است'],
    ['deceased', 'درگذشته', 'واقعهٔ فوت ثبت شده است'],
  ],
  divisions: [
    ['2301', 'شهرستان نمونهٔ یکم', 'شهرستان در استان 23'],
    ['1002', 'شهرستان نمونهٔ دوم', 'شهرستان در استان 10'],
    ['0703', 'شهرستان نمونهٔ سوم', 'شهرستان در استان 07'],
  ],
  'coordinate-reference-systems': [['EPSG:4326', 'دستگاه جهانی WGS 84', 'عرض و طول جغرافیایی به درجه']],
  'legal-forms': [
    ['private-joint-stock', 'سهامی خاص', 'شرکت سهامی خاص'],
    ['limited-liability', 'با مسئولیت محدود', 'شرکت با مسئولیت محدود'],
    ['institute', 'مؤسسه', 'مؤسسهٔ غیرتجاری'],
  ],
  'legal-entity-status': [
    ['active', 'فعال', 'شخص حقوقی منحل نشده است'],
    ['dissolved', 'منحل‌شده', 'انحلال ثبت شده است'],
  ],
  'isic-rev4': [
    ['F4100', 'ساخت بنا', 'طبقهٔ 4100 در ISIC ویرایش چهارم'],
    ['J6201', 'برنامه‌نویسی رایانه', 'طبقهٔ 6201 در ISIC ویرایش چهارم'],
    ['P8549', 'سایر آموزش‌ها', 'طبقهٔ 8549 در ISIC ویرایش چهارم'],
  ],
  'licence-types': [
    ['trade', 'کسب', 'مجوز کسب‌وکار'],
    ['construction', 'ساخت', 'مجوز ساختمان'],
    ['transport', 'حمل‌ونقل', 'مجوز حمل‌ونقل'],
  ],
  'licence-status': [
    ['valid', 'معتبر', 'مجوز اعتبار دارد'],
    ['suspended', 'تعلیق‌شده', 'اعتبار مجوز موقتاً بازایستاده است'],
    ['revoked', 'باطل‌شده', 'مجوز باطل شده است'],
  ],
  'payment-status': [
    ['accepted', 'پذیرفته', 'دستور پرداخت پذیرفته شده است'],
    ['settled', 'تسویه‌شده', 'پرداخت تسویه شده است'],
    ['rejected', 'ردشده', 'پرداخت رد شده است'],
  ],
  'request-status': [
    ['registered', 'ثبت‌شده', 'درخواست ثبت شده است'],
    ['under-review', 'در دست بررسی', 'کارشناس درخواست را بررسی می‌کند'],
    ['answered', 'پاسخ‌داده', 'پاسخ درخواست داده شده است'],
  ],
  'report-status': [
    ['pending', 'در دست ساخت', 'گزارش ساخته می‌شود'],
    ['completed', 'آماده', 'نتیجهٔ گزارش آماده است'],
    ['failed', 'ناموفق', 'ساخت گزارش ناموفق بود'],
  ],
  'service-status': [
    ['up', 'در دسترس', 'خدمت کامل ارائه می‌شود'],
    ['degraded', 'ناقص', 'بخشی از خدمت در دسترس نیست'],
  ],
  activities: [
    ['F4100', 'ساختمان', 'فعالیت ساختمانی به تعریف دستگاه'],
    ['J6201', 'رایانه', 'فعالیت رایانه‌ای به تعریف دستگاه'],
    ['P8549', 'آموزش', 'فعالیت آموزشی به تعریف دستگاه'],
  ],
  answers: [
    ['Y', 'بله', 'پاسخ مثبت'],
    ['N', 'خیر', 'پاسخ منفی'],
  ],
};

const header = 'code,label_fa,definition,valid_from,valid_to,status';
const since = '2024-03-20';

/** The first version of a list by its id, or undefined. */
export function codelistText(reference: string): string | undefined {
  const [, id = ''] = /^([a-z0-9-]+)@1$/.exec(reference) ?? [];
  const rows = Object.hasOwn(lists, id) ? lists[id] : undefined;
  return rows === undefined ? undefined : `${[header, ...rows.map((row) => [...row, since, '', 'in-force'].join(','))].join('\r\n')}\r\n`;
}
