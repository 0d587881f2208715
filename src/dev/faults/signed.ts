/**
 * Faults of signed messages: what is taken without a signature that holds, and how answers are signed.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { SignedFault, SignedManners } from '../signed/manners.js';
import { mannered } from './mannered.js';

const fault = mannered<Partial<SignedManners>>;
const twice = fault('signed-replay-taken', 'TEC-SEC-014', {
  en: 'A signed request that was captured acts again: neither its nonce nor its key is remembered',
  fa: 'درخواست امضاشدهٔ ضبط‌شده دوباره اثر می‌کند: نه nonce آن به یاد می‌ماند و نه کلید آن',
  manners: { remembers: false },
});

export const signedFaults: readonly SignedFault[] = [
  fault('legal-act-unsigned-taken', 'TEC-SEC-013', {
    en: 'An act with legal effect is taken without a signature',
    fa: 'کنش دارای اثر حقوقی بی امضا پذیرفته می‌شود',
    manners: { demandsSignature: false },
  }),
  fault('digest-not-compared', 'TEC-SEC-013', {
    en: 'Content-Digest is not compared with the content',
    fa: 'سرایند Content-Digest با محتوا سنجیده نمی‌شود',
    manners: { comparesDigest: false },
  }),
  fault('signature-not-verified', 'TEC-SEC-013', {
    en: 'Signatures are read and not verified',
    fa: 'امضاها خوانده می‌شود و راستی‌آزمایی نمی‌شود',
    manners: { verifiesSignature: false },
  }),
  fault('legal-answer-unsigned', 'TEC-SEC-013', {
    en: 'The answer to an act with legal effect bears no signature',
    fa: 'پاسخ کنش دارای اثر حقوقی امضا ندارد',
    manners: { answers: 'none' },
  }),
  fault('legal-answer-by-foreign-key', 'TEC-SEC-013', {
    en: 'Answers are signed with a key that was never published',
    fa: 'پاسخ‌ها با کلیدی امضا می‌شود که هرگز منتشر نشده است',
    manners: { answers: 'foreign-key' },
  }),
  fault('legal-answer-content-unsigned', 'TEC-SEC-013', {
    en: 'The signature of answers does not cover their content',
    fa: 'امضای پاسخ محتوای آن را نمی‌پوشاند',
    manners: { answers: 'without-content' },
  }),
  fault('legal-answer-status-unsigned', 'TEC-SEC-013', {
    en: 'The signature of answers does not cover their status',
    fa: 'امضای پاسخ وضعیت آن را نمی‌پوشاند',
    manners: { answers: 'without-status' },
  }),
  fault('old-signature-taken', 'TEC-SEC-014', {
    en: 'A request that was signed an hour ago is taken',
    fa: 'درخواستی که یک ساعت پیش امضا شده است پذیرفته می‌شود',
    manners: { limitsAge: false },
  }),
  { ...twice, requirements: ['EGIF-TEC-HTP-014', ...twice.requirements] },
];
