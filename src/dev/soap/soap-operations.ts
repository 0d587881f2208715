/**
 * The operations of the sample SOAP agency: a payload in, the child of the answer's Body out.
 *
 * Every person and organisation is synthetic.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { XmlElement } from 'libxml2-wasm';
import { isLegalPersonId, isNationalCode } from './synthetic.js';
import { childrenOf } from './read-message.js';

export const messagesNamespace = 'https://soap.sample.gov.example/person-inquiry/messages';
/** Longer than what may stand as text in an envelope. */
export const extractOctets = 70_000;

export interface Operated {
  /** The child of the Body, prefix `m`. */
  readonly content: string;
  /** Base64 text that goes beside the envelope. */
  readonly attachment?: string;
}

export type OperationResult = Operated | { readonly problem: 'invalid-request' | 'not-found' };

interface OperationContext {
  readonly now: Date;
  readonly demandsMembers: boolean;
  /** A number that grows with each call. */
  readonly next: () => number;
}

type Handler = (values: ReadonlyMap<string, string>, context: OperationContext) => OperationResult;

const persons: ReadonlyMap<string, string> = new Map([
  [
    '9990000018',
    '<m:givenName>نمونه</m:givenName><m:familyName>یکمی</m:familyName><m:birthDate>1991-03-21</m:birthDate><m:vitalStatus>alive</m:vitalStatus>',
  ],
  [
    '9990000026',
    '<m:givenName>آزمایه</m:givenName><m:familyName>دومی</m:familyName><m:birthDate>1985-07-02</m:birthDate><m:vitalStatus>alive</m:vitalStatus>',
  ],
]);

const instant = (now: Date): string => now.toISOString().replace(/\.\d+Z$/, 'Z');

const handlers: Readonly<Record<string, Handler>> = {
  readPerson(values, { now }) {
    const code = values.get('nationalCode') ?? '';
    const person = persons.get(code);
    if (!isNationalCode(code) || !/^\d{4}-\d\d-\d\d$/.test(values.get('birthDate') ?? '')) return { problem: 'invalid-request' };
    if (person === undefined) return { problem: 'not-found' };
    return { content: `<m:person><m:nationalCode>${code}</m:nationalCode>${person}<m:recordedAt>${instant(now)}</m:recordedAt></m:person>` };
  },
  readLegalPerson(values, { now }) {
    const id = values.get('legalPersonId') ?? '';
    if (!isLegalPersonId(id)) return { problem: 'invalid-request' };
    return {
      content: `<m:legalPerson><m:legalPersonId>${id}</m:legalPersonId><m:legalName>شرکت نمونه</m:legalName><m:isActive>true</m:isActive><m:shareCount>1000</m:shareCount><m:registeredAt>${instant(now)}</m:registeredAt></m:legalPerson>`,
    };
  },
  readExtract(values) {
    if (!isLegalPersonId(values.get('legalPersonId') ?? '')) return { problem: 'invalid-request' };
    const attachment = Buffer.alloc(extractOctets, '%PDF-sample ').toString('base64');
    return { content: '<m:extract><!--attachment--></m:extract>', attachment };
  },
  submitCorrection(values, { next }) {
    if (!isNationalCode(values.get('nationalCode') ?? '') || (values.get('note') ?? '') === '') return { problem: 'invalid-request' };
    return { content: `<m:receipt>C-${next()}</m:receipt>` };
  },
  echo(values, { now, demandsMembers }) {
    const token = values.get('token') ?? (demandsMembers ? '' : 'none');
    if (!/^[A-Za-z0-9-]{1,64}$/.test(token)) return { problem: 'invalid-request' };
    return { content: `<m:token>${token}</m:token><m:answeredAt>${instant(now)}</m:answeredAt>` };
  },
};

/** Runs the operation of a payload, or undefined where there is none of its name. */
export function operate(payload: XmlElement, context: OperationContext): { readonly name: string; readonly result: OperationResult } | undefined {
  const { name } = payload;
  const handler = payload.namespaceUri === messagesNamespace && Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (handler === undefined) return undefined;
  const values = new Map(childrenOf(payload).map((child) => [child.name, child.content.trim()]));
  return { name, result: handler(values, context) };
}
