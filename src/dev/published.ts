/**
 * What the sample agency publishes beside its operations: contract, authorization-server metadata, keys, security.txt, API catalogue.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../contract/api-model.js';
import { jsonAnswer, textAnswer, withHeader, type Answer } from './exchange.js';
import type { KeyedCertificate } from './pki.js';
import { codelistText } from './codelists.js';
import { dcatDescription, licenceCountsCsv, licenceCountsLines } from './open-data.js';
import { pageAnswer } from './pages.js';
import { authorizePath } from './sign-on.js';
import { instant, type Registry } from './records.js';

export interface PublishedWorld {
  /** `https://host:port` */
  readonly origin: string;
  readonly basePath: string;
  /** Text of the contract as published. */
  readonly contractText: string;
  readonly contractDocument: Json;
  readonly signer: KeyedCertificate;
  readonly registry: Registry;
  readonly now: Date;
  /** Folder of proofs of control, each named by the id of its challenge. */
  readonly challengeFolder: string;
}

const halfYearMs = 182 * 86_400_000;
/** The contract is public: any page may read it. */
const open = (answer: Answer): Answer => withHeader(answer, 'Access-Control-Allow-Origin', '*');

/** The public key of the agency's seal as a JSON Web Key (RFC 7517). */
function keySet(signer: KeyedCertificate): Json {
  const certificate = new X509Certificate(signer.certificatePem);
  const { kty, crv, x, y, n, e } = createPublicKey(signer.certificatePem).export({ format: 'jwk' });
  const material: Record<string, Json> = {};
  for (const [name, value] of Object.entries({ kty, crv, x, y, n, e })) if (typeof value === 'string') material[name] = value;
  const kid = createHash('sha256').update(certificate.raw).digest('base64url');
  return { keys: [{ ...material, kid, use: 'sig', alg: kty === 'EC' ? 'ES256' : 'RS256' }] };
}

/** RFC 8414 §2. */
function metadata(origin: string): Json {
  return {
    issuer: origin,
    token_endpoint: `${origin}/oauth/token`,
    jwks_uri: `${origin}/oauth/jwks`,
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_basic'],
    token_endpoint_auth_signing_alg_values_supported: ['ES256'],
    tls_client_certificate_bound_access_tokens: true,
    authorization_endpoint: `${origin}${authorizePath}`,
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['client_credentials', 'authorization_code'],
    response_types_supported: ['code'],
    scopes_supported: ['registry.read', 'payments.write'],
  };
}

/** RFC 9116 §2.5. */
function securityText(world: PublishedWorld): string {
  const lines = [
    'Contact: mailto:csirt@sample.gov.example',
    `Expires: ${instant(new Date(world.now.getTime() + halfYearMs))}`,
    'Preferred-Languages: fa, en',
    `Canonical: ${world.origin}/.well-known/security.txt`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** RFC 9727, as a link set (RFC 9264). */
function apiCatalogue({ origin, basePath }: PublishedWorld): Json {
  const base = `${origin}${basePath}`;
  return {
    linkset: [
      {
        anchor: base,
        'service-desc': [{ href: `${base}/openapi.yaml`, type: 'application/yaml' }],
        'service-doc': [{ href: `${base}/docs`, type: 'text/html', hreflang: ['fa'] }],
        status: [{ href: `${base}/status`, type: 'application/json' }],
      },
    ],
  };
}

/** Code lists and open data below the base path. */
function dataAnswer(path: string, { origin, basePath, registry }: PublishedWorld): Answer | undefined {
  const base = `${origin}${basePath}`;
  switch (path) {
    case '/dcat.jsonld':
      return jsonAnswer(200, dcatDescription(base, `${base}/openapi.yaml`), 'application/ld+json');
    case '/datasets/licence-counts.csv':
      return textAnswer(200, 'text/csv; charset=utf-8; header=present', licenceCountsCsv(registry));
    case '/datasets/licence-counts.jsonl':
      return textAnswer(200, 'application/jsonl', licenceCountsLines(registry));
    default: {
      const list = path.startsWith('/codelists/') ? codelistText(path.slice('/codelists/'.length)) : undefined;
      return list === undefined ? undefined : textAnswer(200, 'text/csv; charset=utf-8; header=present', list);
    }
  }
}

/** The proof of control that lies ready for a challenge. */
function controlProofAnswer(path: string, folder: string): Answer | undefined {
  const [, id] = /^\/\.well-known\/egif-challenge\/([0-9A-Z]{26})$/.exec(path) ?? [];
  if (id === undefined) return undefined;
  try {
    return textAnswer(200, 'application/jose+json', readFileSync(join(folder, id), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Answers to GET by path; every one of them is public. */
export function publishedAnswer(path: string, world: PublishedWorld): Answer | undefined {
  switch (path) {
    case `${world.basePath}/openapi.yaml`:
      return open(textAnswer(200, 'application/yaml', world.contractText));
    case `${world.basePath}/openapi.json`:
      return open(jsonAnswer(200, world.contractDocument));
    case '/.well-known/oauth-authorization-server':
      return jsonAnswer(200, metadata(world.origin));
    case '/oauth/jwks':
      return jsonAnswer(200, keySet(world.signer));
    case '/.well-known/security.txt':
      return textAnswer(200, 'text/plain; charset=utf-8', securityText(world));
    case '/.well-known/api-catalog':
      return jsonAnswer(200, apiCatalogue(world), 'application/linkset+json');
    default:
      return path.startsWith(`${world.basePath}/`)
        ? (pageAnswer(path.slice(world.basePath.length), world) ?? dataAnswer(path.slice(world.basePath.length), world))
        : controlProofAnswer(path, world.challengeFolder);
  }
}
