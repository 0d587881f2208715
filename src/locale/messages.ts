/**
 * The shape of the message catalogue.
 *
 * Room     locale (floor 3). May be imported within locale.
 */
import type { BilingualText } from '../contract/documents.js';
import type { Language } from './language.js';

/** What is to be said about a code: what it is, why it is found, how to mend it. */
export interface MessageText {
  readonly title: string;
  readonly cause: string;
  readonly mend: string;
}

export type Message = Readonly<Record<Language, MessageText>>;

/** The whole catalogue: messages by code, and beside them the texts of the pages by key. */
export interface Messages extends ReadonlyMap<string, Message> {
  readonly texts: ReadonlyMap<string, BilingualText>;
  /** The file, without its suffix, that a code or a key comes from. */
  readonly origins: ReadonlyMap<string, string>;
}
