/**
 * The help of `egif cert` in Persian.
 *
 * Room     cli (floor 7).
 */

export const certPersian = {
  describe:
    'آنچه مرجع اجرا می‌کند: گواهی تنها آنجا صادر می‌شود که اجرای خود مرجع همان را بگوید، دو کارشناس موافقت کنند و ابزار خود را اثبات کرده باشد، و به هیچ راه دیگر.',
  examples: [
    'پوشه‌ای برای مرجع',
    'موافقت یک کارشناس',
    'تصمیم، صدور، ثبت در دفتر، انتشار',
    'همان کلیدها، یک‌جا نام‌برده',
    'برای گواهی مشارکت: دستگاه، خوشه، سال',
    'و صدور آن',
    'آنچه در یک روز دانسته بود',
    'بررسی سطر به سطر دفتر رویدادها',
  ],
  options: {
    nation: 'nation.yaml که فهرست اعتماد، پوشهٔ مرجع، دفتر و کلیدها را نام می‌برد (egif dev pki یکی می‌نویسد)',
    store: 'پوشهٔ مرجع',
    trust: 'فهرست اعتماد',
    directory: 'فهرست مهرشدهٔ دستگاه‌ها',
    challenge: 'چالشی که گزارش زیر آن ساخته شده است (issue)',
    report: 'گزارش امضاشدهٔ دستگاه (issue)؛ از آنِ مرجع (surveil)',
    evidence: 'پوشهٔ شواهد دستگاه (پیش‌فرض: evidence کنار گزارش)',
    rerun: 'گزارش امضاشدهٔ اجرای خود مرجع، با شواهد کنارش؛ تکرارپذیر',
    laboratory: 'گزارش امضاشدهٔ یک آزمایشگاه، با شواهد کنارش؛ تکرارپذیر',
    approval: 'موافقت امضاشدهٔ یک کارشناس؛ دو تا لازم است',
    waiver: 'معافیت امضاشده؛ تکرارپذیر',
    'self-proof': 'آنچه egif cert self-proof نوشته است (issue)',
    supersedes: 'شناسهٔ گواهی‌ای که این یکی جای آن را می‌گیرد (issue)',
    'issuer-key': 'کلید گواهی‌ها (file:PATH)',
    'status-key': 'کلید فهرست‌های وضعیت (file:PATH)',
    log: 'پوشهٔ دفتر شفافیت',
    'log-key': 'کلید دفتر (file:PATH)',
    key: 'کلید کارشناس (approve)، کلید اجراکننده (self-proof)',
    act: 'آنچه با آن موافقت می‌شود: issue، suspend، resume، revoke، supersede (approve)',
    subject: 'شناسهٔ چالش یا گزارش (issue)، participation:AGENCY:CLUSTER:YEAR، وگرنه شناسهٔ گواهی (approve)',
    basis: 'پرونده‌ای که تصمیم بر آن استوار است: برای صدور، گزارش امضاشده',
    reason: 'دلیل، به شکل واژه‌هایی با خط تیره',
    missed: 'اجرایی ممکن نشد (surveil)',
    profile: 'نمایه (self-proof)',
    fault: 'تنها این خطاها؛ فقط در کشور آزمایشی به شمار می‌آید (self-proof)',
    agency: 'شناسهٔ ملی دستگاه (participate، list)',
    service: 'شناسهٔ خدمت (list)',
    cluster: 'کد خوشه (participate)',
    year: 'سال هجری خورشیدی (participate)',
    until: 'واپسین زمان اعتبار (participate)',
    at: 'آنچه در این زمان دانسته بود، RFC 3339 (show، list)',
    'legal-id': 'شناسهٔ ملی مرجع (init)',
    'name-fa': 'نام فارسی مرجع (init)',
    'name-en': 'نام انگلیسی مرجع (init)',
    'status-base': 'نشانی‌ای که فهرست‌های وضعیت زیر آن‌اند (init)',
    out: 'پروندهٔ خروجی (approve، self-proof)',
  },
} as const;
