/**
 * A small HTTPS client for tests of the sample agency: trusts the agency's root, keeps header order, follows nothing.
 */
import { readFile } from 'node:fs/promises';
import { request as httpsRequest } from 'node:https';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { parse } from 'yaml';
import { isDocument } from '../../src/contract/validate.js';
import type { Statement } from '../../src/contract/documents.js';
import type { Json } from '../../src/contract/api-model.js';
import { parseJson } from '../../src/contract/json.js';
import type { RunningAgency } from '../../src/dev/agency.js';

export interface Reply {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly text: string;
  readonly json: Json | undefined;
  header(name: string): string | undefined;
}

export interface Call {
  readonly method?: string;
  /** A field with an empty value is not sent. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly token?: string;
  /** Client certificate and key, PEM. */
  readonly pair?: { readonly cert: string; readonly key: string };
}

function replyOf(message: IncomingMessage, body: Buffer): Reply {
  const headers: [string, string][] = [];
  for (let index = 0; index + 1 < message.rawHeaders.length; index += 2)
    headers.push([message.rawHeaders[index] ?? '', message.rawHeaders[index + 1] ?? '']);
  const text = body.toString('utf8');
  return {
    status: message.statusCode ?? 0,
    headers,
    body,
    text,
    json: parseJson(text.replace(/^\uFEFF/, ''))?.value,
    header: (name) => headers.find(([field]) => field.toLowerCase() === name.toLowerCase())?.[1],
  };
}

/** A whole value of the audit header. */
export const auditSample = 'org=99999000029;user=u-1;purpose=identity-verification;tx=t-1';

/** A client of one running agency. */
export class AgencyClient {
  readonly statement: Statement;
  readonly directory: string;
  readonly #agency: RunningAgency;
  readonly #root: string;
  readonly #strict: boolean;

  private constructor(agency: RunningAgency, statement: Statement, trust: { readonly root: string; readonly strict: boolean }) {
    this.#agency = agency;
    this.statement = statement;
    this.directory = path.dirname(agency.statement);
    this.#root = trust.root;
    this.#strict = trust.strict;
  }

  /** A client; where it is not strict it takes any certificate. */
  static async of(agency: RunningAgency, { strict = true } = {}): Promise<AgencyClient> {
    const statement: unknown = parse(await readFile(agency.statement, 'utf8'));
    if (!isDocument('Statement', statement)) throw new Error('the statement is invalid');
    const root = await readFile(path.join(path.dirname(agency.statement), 'pki/root-ca.pem'), 'utf8');
    return new AgencyClient(agency, statement, { root, strict });
  }

  get origin(): string {
    return new URL(this.#agency.baseUrl).origin;
  }

  /** A call of an absolute URL or of a path below the base URL. */
  call(target: string, call: Call = {}): Promise<Reply> {
    const url = new URL(/^https?:/.test(target) ? target : this.#agency.baseUrl + target);
    // Persons are served for a purpose alone.
    const audit = url.pathname.includes('/persons') && call.token !== undefined ? { 'Egif-Audit': auditSample } : {};
    const own = Object.entries({ ...audit, ...call.headers }).filter(([, value]) => value !== '');
    const headers = { ...Object.fromEntries(own), ...(call.token === undefined ? {} : { Authorization: `Bearer ${call.token}` }) };
    const options = { method: call.method ?? 'GET', headers, agent: false, ca: this.#root, rejectUnauthorized: this.#strict, ...call.pair };
    return new Promise((resolve, reject) => {
      const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
      const request = send(url, options, (message) => {
        const chunks: Buffer[] = [];
        message.on('data', (chunk: Buffer) => chunks.push(chunk));
        message.on('end', () => resolve(replyOf(message, Buffer.concat(chunks))));
        message.on('error', reject);
      });
      request.on('error', reject);
      request.end(call.body);
    });
  }

  json(target: string, value: Json, call: Call = {}): Promise<Reply> {
    return this.call(target, {
      method: 'POST',
      ...call,
      headers: { 'Content-Type': 'application/json', ...call.headers },
      body: JSON.stringify(value),
    });
  }

  /** An access token of an identity of the statement; bound to a client certificate where one is shown. */
  async token(identity = 'consumerA', pair?: Call['pair']): Promise<string> {
    const answer: unknown = (await this.grant(identity, pair)).json;
    if (typeof answer !== 'object' || answer === null || !('access_token' in answer)) throw new Error('no token');
    return String(answer.access_token);
  }

  /** The answer of the token endpoint to an identity. */
  async grant(identity = 'consumerA', pair?: Call['pair']): Promise<Reply> {
    const credentials = this.statement.services[0]?.credentials;
    const known = credentials?.identities?.[identity];
    const secret = await readFile(path.join(this.directory, (known?.secret ?? '').replace(/^file:/, '')), 'utf8');
    const basic = Buffer.from(`${known?.clientId ?? ''}:${secret}`).toString('base64');
    return this.call(credentials?.tokenUrl ?? '', {
      ...(pair === undefined ? {} : { pair }),
      method: 'POST',
      headers: { Authorization: `Basic ${basic}`, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    });
  }
}
