/**
 * Which SOAP messages have no side effect, by what the contract and the statement say: told by the message itself, not by the probe that sends it.
 *
 * Source   contract: "Safety (what may be sent where)"; WSDL 1.1 §3.5; statement: operationsSafe.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { HttpAction } from '../../contract/evidence.js';
import type { SoapContract, SoapOperation } from '../../contract/soap-model.js';

/** `safe`: no operation with an effect can come of it; `changing`: one can; undefined: it is no SOAP message. */
export type DeclaredMessages = (action: HttpAction) => 'safe' | 'changing' | undefined;

const payloadOf = ({ input, style, name }: SoapOperation): string | undefined =>
  style === 'rpc' ? `{${input?.namespace ?? ''}}${name}` : input?.parts[0]?.element;

/** Expanded name of the Body's child, where its start tag declares its own namespace. */
function payloadIn(body: string): string | undefined {
  const [, prefix = '', local = '', rest = ''] = /<soapenv:Body>\s*<(?:([\w.-]+):)?([\w.-]+)((?:\s[^>]*)?)>/.exec(body) ?? [];
  const pattern = prefix === '' ? /\sxmlns\s*=\s*["']([^"']*)["']/ : new RegExp(`\\sxmlns:${prefix.replaceAll('.', '\\.')}\\s*=\\s*["']([^"']*)["']`);
  const [, namespace] = pattern.exec(rest) ?? [];
  return local === '' || namespace === undefined ? undefined : `{${namespace}}${local}`;
}

function actionIn({ headers = [] }: HttpAction): string | undefined {
  const field = (name: string): string | undefined => headers.find(([each]) => each.toLowerCase() === name)?.[1];
  return (field('soapaction') ?? /;\s*action="([^"]*)"/.exec(field('content-type') ?? '')?.[1])?.replace(/^"(.*)"$/, '$1');
}

/** The judge of messages for these contracts. */
export function declaredMessages(contracts: readonly SoapContract[]): DeclaredMessages {
  const operations = contracts.flatMap((contract) => contract.operations);
  const changing = operations.filter(({ safe }) => !safe);
  const known = new Set(operations.map(payloadOf));
  return (action) => {
    if (operations.length === 0 || action.body === undefined || !action.body.includes('<soapenv:Envelope')) return undefined;
    const payload = payloadIn(action.body);
    const named = actionIn(action);
    if (named !== undefined && named !== '' && changing.some(({ soapAction }) => soapAction === named)) return 'changing';
    // What cannot be read here could be anything; what no operation takes can be carried out by none.
    if (payload === undefined) return 'changing';
    return known.has(payload) && changing.some((operation) => payloadOf(operation) === payload) ? 'changing' : 'safe';
  };
}
