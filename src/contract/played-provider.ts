/**
 * The provider that the suite plays for a consumer: what it answers, and where, when all is well.
 *
 * Read by the doors, which answer so whenever no scene is played, and by the checks, whose scenes depart from it.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { Service } from './documents.js';
import type { InboundReply, InboundRoute } from './evidence.js';

export type RegistryListener = NonNullable<NonNullable<Service['listeners']>['registry']>;
export type RegistryAnswer = RegistryListener['answers'][number];

/** What the provider answers when all is well. */
export const goodReply = ({ status, body }: RegistryAnswer): InboundReply => ({
  status: status ?? 200,
  ...(body === undefined ? {} : { headers: [['Content-Type', 'application/json']] as const, body: JSON.stringify(body) }),
});

/** Path of an answer: below that of the listener's URL. */
export const answerPath = ({ url }: Pick<RegistryListener, 'url'>, { path }: Pick<RegistryAnswer, 'path'>): string =>
  `${new URL(url).pathname.replace(/\/$/, '')}${path}`;

/** The routes of the provider when all is well; none where its URL is none. */
export function goodRoutes(registry: RegistryListener): readonly InboundRoute[] {
  if (!URL.canParse(registry.url)) return [];
  return registry.answers.map((answer) => ({ method: answer.method, path: answerPath(registry, answer), replies: [goodReply(answer)] }));
}
