/**
 * What `egif doctor` makes of the facts that it gathered: a line each, with a state, and where something is wrong or soon will be, a code. Pure.
 *
 * Room     cli (floor 7).
 */

export type LineState = 'ok' | 'warn' | 'fail';
export const lineSubjects = [
  'node',
  'clock',
  'law',
  'trust-list',
  'directory',
  'status-list',
  'revocation-list',
  'seal',
  'token-tool',
  'browser',
  'space',
] as const;
export type LineSubject = (typeof lineSubjects)[number];

export interface DoctorLine {
  readonly subject: LineSubject;
  readonly state: LineState;
  /** Absent where all is well. */
  readonly code?: string;
  /** What was seen: a version, an instant, a name; Latin. */
  readonly detail: string;
}

const dayMs = 86_400_000;
const instant = (at: number): string => (Number.isFinite(at) ? new Date(at).toISOString() : '–');

/** The versions of Node that the package says it runs on: 20.19, 22.13, 24 and newer. */
export function nodeLine(version: string): DoctorLine {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const subject = 'node';
  const runs = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
  if (!runs) return { subject, state: 'fail', code: 'doctor-node-unsupported', detail: version };
  // Node 20 has had no security releases since April 2026.
  if (major < 22) return { subject, state: 'warn', code: 'doctor-node-ended', detail: version };
  return { subject, state: 'ok', detail: version };
}

/** The clock against the latest instant that somebody else has signed. */
export function clockLine(now: number, latest: number | undefined, skewMs = 300_000): DoctorLine {
  const subject = 'clock';
  if (latest === undefined) return { subject, state: 'warn', code: 'doctor-clock-unproven', detail: instant(now) };
  if (now < latest - skewMs) return { subject, state: 'fail', code: 'doctor-clock-behind', detail: `${instant(now)} < ${instant(latest)}` };
  return { subject, state: 'ok', detail: `${instant(now)} ≥ ${instant(latest)}` };
}

export interface Lifetime {
  readonly subject: LineSubject;
  readonly name: string;
  /** Milliseconds. */
  readonly from: number;
  readonly until: number;
}

/**
 * Something that ends. It is near its end within `days`, or, of what lives shorter than that, in the last quarter of its life: a list that is renewed each day
 * must not warn always.
 */
export function lifetimeLine({ subject, name, from, until }: Lifetime, now: number, days: number): DoctorLine {
  const detail = `${name}: ${instant(until)}`;
  if (!(now <= until)) return { subject, state: 'fail', code: 'doctor-expired', detail };
  if (now < from - 300_000) return { subject, state: 'fail', code: 'doctor-not-yet-valid', detail: `${name}: ${instant(from)}` };
  const near = Math.min(days * dayMs, (until - from) / 4);
  return until - now <= near ? { subject, state: 'warn', code: 'doctor-expires-soon', detail } : { subject, state: 'ok', detail };
}

const mebibyte = 1024 * 1024;

/** Free space where evidence is written. */
export function spaceLine(folder: string, freeBytes: number | undefined): DoctorLine {
  const subject = 'space';
  if (freeBytes === undefined) return { subject, state: 'fail', code: 'doctor-folder-unwritable', detail: folder };
  const detail = `${folder}: ${Math.floor(freeBytes / mebibyte)} MiB`;
  if (freeBytes < 200 * mebibyte) return { subject, state: 'fail', code: 'doctor-space-short', detail };
  return freeBytes < 2048 * mebibyte ? { subject, state: 'warn', code: 'doctor-space-low', detail } : { subject, state: 'ok', detail };
}

export const lineBroken = {
  law: (detail: string): DoctorLine => ({ subject: 'law', state: 'fail', code: 'doctor-law-changed', detail }),
  unlocked: (detail: string): DoctorLine => ({ subject: 'law', state: 'warn', code: 'doctor-law-unlocked', detail }),
  trustList: (detail: string): DoctorLine => ({ subject: 'trust-list', state: 'fail', code: 'doctor-trust-refused', detail }),
  part: (subject: LineSubject, detail: string): DoctorLine => ({ subject, state: 'fail', code: 'doctor-part-unreadable', detail }),
  seal: (detail: string): DoctorLine => ({ subject: 'seal', state: 'fail', code: 'doctor-seal-unusable', detail }),
  tokenTool: (detail: string): DoctorLine => ({ subject: 'token-tool', state: 'fail', code: 'doctor-token-tool-absent', detail }),
  browser: (detail: string): DoctorLine => ({ subject: 'browser', state: 'warn', code: 'doctor-browser-absent', detail }),
} as const;
