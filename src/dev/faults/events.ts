/**
 * Faults of delivered events: envelopes, identity, signatures, repetition, registration.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { soundEventManners, type EventFault, type EventManners } from '../events/manners.js';
import { mannered } from './mannered.js';

const fault = mannered<Partial<EventManners>>;

export const eventFaults: readonly EventFault[] = [
  fault('event-without-dataschema', 'TEC-EVT-002', {
    en: 'Events do not name the schema of their data',
    fa: 'رویداد طرح‌وارهٔ دادهٔ خود را نام نمی‌برد',
    manners: { bend: ({ dataschema: _dataschema, ...event }) => event },
  }),
  fault('event-time-without-offset', 'TEC-EVT-002', {
    en: 'The time of events has no offset',
    fa: 'زمان رویداد اختلاف با زمان جهانی ندارد',
    manners: { bend: (event) => ({ ...event, time: '2026-06-01T08:00:00' }) },
  }),
  fault('event-no-cloudevent', 'TEC-EVT-002', {
    en: 'Deliveries are JSON without an envelope of CloudEvents',
    fa: 'تحویل‌ها JSON بدون پاکت CloudEvents است',
    manners: { mediaType: 'application/json' },
  }),
  fault('event-id-reused', 'TEC-EVT-003', {
    en: 'All events have one id',
    fa: 'همهٔ رویدادها یک شناسه دارند',
    manners: { fixedId: '7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1a92' },
  }),
  fault('redelivery-renamed', 'TEC-EVT-003', {
    en: 'A redelivery has a new id',
    fa: 'تحویل دوباره شناسهٔ تازه دارد',
    manners: { renamesRedeliveries: true },
  }),
  fault('event-data-of-other-form', 'TEC-EVT-005', {
    en: 'The data of events is not as their schema says',
    fa: 'دادهٔ رویداد با طرح‌وارهٔ آن نمی‌خواند',
    manners: { bend: (event) => ({ ...event, data: { requestNumber: 1 } }) },
  }),
  fault('event-type-without-schema', 'TEC-EVT-005', {
    en: 'Events are of a type that the contract publishes no schema of',
    fa: 'رویداد از گونه‌ای است که قرارداد طرح‌واره‌ای برایش منتشر نکرده است',
    manners: { bend: (event) => ({ ...event, type: 'ir.gov.sample.request-withdrawn.v1' }) },
  }),
  fault('event-channel-dropped', 'TEC-EVT-005', {
    en: 'A channel of the certified contract of events is gone',
    fa: 'کانالی از قرارداد گواهی‌شدهٔ رویداد حذف شده است',
    manners: {
      certified: [
        {
          find: 'channels:\n  requests:',
          put: 'channels:\n  archive: { address: /archive, messages: { registered: { $ref: "#/components/messages/Registered" } } }\n  requests:',
        },
      ],
    },
  }),
  fault('event-input-narrowed', 'TEC-EVT-005', {
    en: 'Events that were taken are refused by the schema of today',
    fa: 'رویدادی که پذیرفته می‌شد با طرح‌وارهٔ امروز پذیرفته نیست',
    manners: { certified: [{ find: 'required: [noticeId], ', put: '' }] },
  }),
  fault('event-promise-loosened', 'TEC-EVT-005', {
    en: 'Events may hold what their certified schema excluded',
    fa: 'رویداد شاید چیزی داشته باشد که طرح‌وارهٔ گواهی‌شده نفی می‌کرد',
    manners: { certified: [{ find: 'requestId: { type: string,', put: 'requestId: { type: string, maxLength: 36,' }] },
  }),
  fault('event-content-type-changed', 'TEC-EVT-005', {
    en: 'The content type of a certified message is another one now',
    fa: 'نوع محتوای پیام گواهی‌شده عوض شده است',
    manners: { certified: [{ find: '      contentType: application/cloudevents+json', put: '      contentType: application/json' }] },
  }),
  fault('delivery-without-signature', 'TEC-EVT-007', {
    en: 'Deliveries bear no signature',
    fa: 'تحویل‌ها امضا ندارد',
    manners: { signature: 'none' },
  }),
  fault('delivery-signature-of-other-content', 'TEC-EVT-007', {
    en: 'The signature of deliveries is over another content',
    fa: 'امضای تحویل‌ها بر محتوای دیگری است',
    manners: { signature: 'other' },
  }),
  fault('delivery-signature-without-time', 'TEC-EVT-007', {
    en: 'The signature of deliveries says no time',
    fa: 'امضای تحویل‌ها زمان ندارد',
    manners: { signatureAgeSeconds: undefined },
  }),
  fault('delivery-signature-stale', 'TEC-EVT-007', {
    en: 'The signature of deliveries says a time long ago',
    fa: 'امضای تحویل‌ها زمانی دور را می‌گوید',
    manners: { signatureAgeSeconds: 3600 },
  }),
  fault('inner-callback-accepted', 'TEC-EVT-007', {
    en: "A callback within the provider's own network is registered",
    fa: 'نشانی درونی ارائه‌دهنده به عنوان گیرنده ثبت می‌شود',
    manners: { takesAnyCallback: true },
  }),
  fault('delivery-tried-once', 'TEC-EVT-008', {
    en: 'A failed delivery is not tried again',
    fa: 'تحویل ناموفق تکرار نمی‌شود',
    manners: { gapsMs: [] },
  }),
  fault('delivery-retried-steadily', 'TEC-EVT-008', {
    en: 'A failed delivery is tried again without backoff',
    fa: 'تحویل ناموفق بی عقب‌نشینی تکرار می‌شود',
    manners: { gapsMs: [250, 250, 250, 250, 250] },
  }),
  fault('acknowledged-event-repeated', 'TEC-EVT-008', {
    en: 'A delivery that was answered 204 comes again',
    fa: 'تحویلی که پاسخ ۲۰۴ گرفته است دوباره می‌آید',
    manners: { repeatsAcknowledged: true, gapsMs: [200, 400, 800, 1600] },
  }),
  fault('gone-unheeded', 'TEC-EVT-008', {
    en: 'Deliveries go on after 410',
    fa: 'تحویل‌ها پس از ۴۱۰ ادامه می‌یابد',
    manners: { heeds410: false },
  }),
  fault('receiver-asks-no-signature', 'TEC-EVT-007', {
    en: 'Deliveries without a signature are taken',
    fa: 'تحویل بی‌امضا پذیرفته می‌شود',
    manners: { receiving: { ...soundEventManners.receiving, demandsSignature: false } },
  }),
  fault('receiver-compares-no-digest', 'TEC-EVT-007', {
    en: 'The content of deliveries is not compared with its digest',
    fa: 'محتوای تحویل با چکیده‌اش سنجیده نمی‌شود',
    manners: { receiving: { ...soundEventManners.receiving, comparesDigest: false } },
  }),
  fault('receiver-verifies-no-signature', 'TEC-EVT-007', {
    en: 'Signatures of deliveries are not verified',
    fa: 'امضای تحویل راستی‌آزمایی نمی‌شود',
    manners: { receiving: { ...soundEventManners.receiving, verifiesSignature: false } },
  }),
  fault('receiver-asks-no-age', 'TEC-EVT-007', {
    en: 'Deliveries that were signed long ago are taken',
    fa: 'تحویلی که مدت‌ها پیش امضا شده است پذیرفته می‌شود',
    manners: { receiving: { ...soundEventManners.receiving, limitsAge: false } },
  }),
  fault('broker-lets-anybody-in', 'TEC-EVT-010', {
    en: 'The broker lets in who shows no credential',
    fa: 'کارگزار پیام ناشناس را راه می‌دهد',
    manners: { broker: { ...soundEventManners.broker, letsAnybodyIn: true } },
  }),
  fault('broker-without-encryption', 'TEC-EVT-010', {
    en: 'The broker speaks without TLS',
    fa: 'کارگزار پیام بی TLS سخن می‌گوید',
    manners: { broker: { ...soundEventManners.broker, channel: 'plain' } },
  }),
  fault('broker-on-old-tls', 'TEC-EVT-010', {
    en: 'The broker takes old versions of TLS',
    fa: 'کارگزار پیام نسخه‌های قدیمی TLS را می‌پذیرد',
    manners: { broker: { ...soundEventManners.broker, channel: 'old-tls' } },
  }),
  fault('broker-certificate-of-nobody', 'TEC-EVT-010', {
    en: 'The certificate of the broker is of an unknown issuer',
    fa: 'گواهینامهٔ کارگزار پیام از صادرکننده‌ای ناشناخته است',
    manners: { broker: { ...soundEventManners.broker, certificate: 'foreign-root' } },
  }),
  fault('broker-certificate-of-other-host', 'TEC-EVT-010', {
    en: 'The certificate of the broker is for another host',
    fa: 'گواهینامهٔ کارگزار پیام از آنِ میزبان دیگری است',
    manners: { broker: { ...soundEventManners.broker, certificate: 'wrong-host' } },
  }),
];
