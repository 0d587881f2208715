/**
 * What the suite knows of an agency's SOAP contract: what can be called where and how, what its messages hold, and under which policies.
 *
 * Built by checks/soap from a WSDL 1.1 and the files that it draws in, once; read by the plan, by facts and by checks. Names of XML are written
 * `{namespace}local`.
 *
 * Source   WSDL 1.1 §2, §3; WSDL 1.1 Binding Extension for SOAP 1.2; WS-PolicyAttachment 1.2 §4; WS-SecurityPolicy 1.2.
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { JsonObject, LoadedDocument } from './api-model.js';

export type SoapVersion = '1.1' | '1.2';

/** One part of a message as it stands on the wire: an element of a schema (document), or a named value of a type (rpc). */
export interface SoapPart {
  readonly name: string;
  readonly element?: string;
  readonly type?: string;
  readonly pointer: string;
}

/** The body of one direction: only the parts that the binding puts into it. */
export interface SoapBody {
  readonly use: 'literal' | 'encoded';
  /** Namespace of the wrapper element of an rpc body. */
  readonly namespace?: string;
  readonly parts: readonly SoapPart[];
}

export interface SoapHeader {
  readonly direction: 'input' | 'output';
  /** The element of the header's part, where its message was found. */
  readonly element?: string;
}

export interface SoapFault {
  readonly name: string;
  /** The element of the detail, where its message was found and names one. */
  readonly element?: string;
}

/** What the policies in effect demand; a policy that could not be found is told, so that nobody takes its silence for none. */
export interface SoapPolicy {
  /** Names of assertions, in order, each once: `sp:TransportBinding`, `sp:X509Token`, `sp:Basic256Sha256`. */
  readonly assertions: readonly string[];
  /** References that lead to no policy in the set. */
  readonly unresolved: readonly string[];
}

export interface SoapOperation {
  /** Name of the operation; one that stands in several ports has one entry for each, told apart by `port`. */
  readonly name: string;
  /** `Port/operation`: the instance by which a plan names it. */
  readonly id: string;
  /** Where the bound operation stands: pointer into the document, or `file#pointer` into a neighbour. */
  readonly pointer: string;
  readonly service: string;
  readonly port: string;
  readonly portType: string;
  readonly binding: string;
  /** Address of the port as the WSDL writes it; absent where it writes none. */
  readonly address?: string;
  readonly soapVersion: SoapVersion;
  /** Transport URI of the binding. */
  readonly transport?: string;
  readonly style: 'document' | 'rpc';
  /** Absent where the binding says none; an empty one is a value of its own (SOAP 1.1 §6.1.1). */
  readonly soapAction?: string;
  readonly flow: 'request-response' | 'one-way' | 'solicit-response' | 'notification' | 'none';
  readonly input?: SoapBody;
  readonly output?: SoapBody;
  readonly headers: readonly SoapHeader[];
  readonly faults: readonly SoapFault[];
  readonly policy: SoapPolicy;
  /** Whether the statement marks it as free of side effects (operationsSafe). */
  readonly safe: boolean;
  /** Whether the policies in effect demand a credential of the caller; absent where none says anything: it may be demanded all the same. */
  readonly secured?: boolean;
  /** Data class of the service; a WSDL says none. */
  readonly dataClass: string;
}

export interface SoapContract {
  readonly file: string;
  readonly sha256: string;
  readonly url?: string;
  /** `sha256:` that the statement declares. */
  readonly declaredDigest?: string;
  readonly targetNamespace: string;
  /** The WSDL with its neighbours. */
  readonly document: LoadedDocument;
  readonly operations: readonly SoapOperation[];
  /** Operations of bindings that are not SOAP or that no port offers: they cannot be called by what the WSDL says. */
  readonly unoffered: readonly string[];
  /** Members of its types by where they are declared, each the JSON Schema that says the same of a value where one can. */
  readonly members: readonly { readonly name: string; readonly pointer: string; readonly schema: JsonObject }[];
  /** Types and members of any shape, as the JSON Schema that says the same. */
  readonly types: readonly JsonObject[];
  /** Whether every file and every type was read: only then does the absence of something mean that there is none. */
  readonly whole: boolean;
}

/** XML as data (src/evidence/document/read-xml.ts), or why it could not be read. */
export type ReadXml =
  | { readonly data: JsonObject }
  /** `doctype`: it has a document type declaration; `encoding`: it is not in the encoding that it should have; `malformed`: anything else. */
  | { readonly flaw: 'doctype' | 'encoding' | 'malformed'; readonly detail: string };

/** Reading XML, bounded and without anything external; handed to checks as functions, since they read nothing themselves. */
export interface XmlTools {
  read(octets: Uint8Array): ReadXml;
  /**
   * Breaches of the contract's schemas by the element that is the child of a SOAP Body, without values; undefined where they cannot be told
   * (the schemas do not compile, or the message is not readable).
   */
  breachesIn(contract: SoapContract, octets: Uint8Array): readonly string[] | undefined;
}
