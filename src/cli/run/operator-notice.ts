/**
 * What the operator of a run is told where it is the operator who makes the agency call: what to do, how often, how soon, and where the calls come in.
 *
 * Room     cli (floor 7).
 */
import type { SessionOptions } from '../../index/live.js';

type Waiting = Parameters<NonNullable<SessionOptions['onWaiting']>>[0];

/** Names of scenes end where the path of their listening begins. */
const sceneOf = ({ occasion }: Waiting): string => occasion.split(' /')[0] ?? occasion;

const words = {
  en: {
    events: (times: number, seconds: number, url: string) =>
      `cause ${times === 1 ? 'one event' : `${times} events, one after the other`} within ${seconds} s; delivered to ${url}`,
    registry: (seconds: number, url: string) => `have the client do one business transaction within ${seconds} s, with ${url} as its provider`,
  },
  fa: {
    events: (times: number, seconds: number, url: string) =>
      `${times === 1 ? 'یک رویداد' : `${times} رویداد یکی پس از دیگری`} تا ${seconds} ثانیه پدید آورید؛ تحویل به ${url}`,
    registry: (seconds: number, url: string) => `بگذارید کارخواه تا ${seconds} ثانیه یک تراکنش کسب‌وکار انجام دهد، با ${url} به جای ارائه‌دهنده`,
  },
} as const;

/** One line for standard error. */
export function operatorNotice(waiting: Waiting, lang: 'fa' | 'en'): string {
  const { door, times, seconds, url } = waiting;
  const say = words[lang];
  return `egif run: [${sceneOf(waiting)}] ${door === 'events' ? say.events(times, seconds, url) : say.registry(seconds, url)}\n`;
}
