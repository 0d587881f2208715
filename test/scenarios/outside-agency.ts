/**
 * The sample agency behind a proxy that rewrites its answers, so that they point outside the statement wherever an answer can point: redirects,
 * links, keys of the authorization server, security.txt, references of the published contract, descriptions of data.
 */
import { join } from 'node:path';
import { startAgency } from '../../src/dev/agency.js';
import { createPki } from '../../src/dev/pki.js';
import { startProxy } from '../../src/dev/proxy.js';
import { unusedPort } from '../evidence/servers.js';

/** Addresses and names of nobody (RFC 5737, RFC 6761). */
export const outsideAddress = '198.51.100.7';
export const outsideName = 'outside.egif.invalid';

export interface OutsideAgency {
  readonly statement: string;
  /** Ports that the statement names. */
  readonly ports: readonly number[];
  /** How many answers were bent. */
  bent(): number;
  close(): Promise<void>;
}

/** Starts it below a folder. */
export async function startOutsideAgency(folder: string): Promise<OutsideAgency> {
  const pki = createPki();
  const publicPort = await unusedPort();
  const agency = await startAgency({ directory: join(folder, 'agency'), pki, publicPort });
  const { privateKeyPem, chainPem } = pki.serverOf('valid');
  const own = `https://127.0.0.1:${publicPort}`;
  const away = [`https://${outsideAddress}`, `https://${outsideName}`] as const;
  const links = `<${away[0]}/next>; rel="next", <${away[1]}/api>; rel="service-desc", <${away[1]}/login>; rel="authorization_endpoint"`;
  const everywhere = {
    Link: links,
    'Content-Location': `${away[0]}/elsewhere`,
    Refresh: `0; url=${away[1]}/`,
    'Alt-Svc': `h2="${outsideAddress}:443"`,
    'Report-To': `{"endpoints":[{"url":"${away[1]}/report"}]}`,
  };
  const proxy = await startProxy({
    target: new URL(`https://127.0.0.1:${agency.port}`),
    listen: { host: '127.0.0.1', port: publicPort },
    certificate: { privateKeyPem, chainPem },
    trust: pki.root.certificatePem,
    script: {
      seed: 'outside',
      rules: [
        { do: { headers: everywhere } },
        { when: { path: '^/\\.well-known/oauth' }, do: { replace: [{ find: `${own}/oauth/jwks`, put: `${away[0]}/jwks` }] } },
        {
          when: { path: 'security\\.txt$' },
          do: { replace: [{ find: `Canonical: ${own}`, put: `Policy: ${away[0]}/policy\r\nCanonical: ${away[1]}` }] },
        },
        {
          when: { path: 'openapi\\.yaml$' },
          do: { replace: [{ find: 'openapi: 3.1.0', put: `openapi: 3.1.0\nx-more: { $ref: '${away[0]}/more.yaml' }` }] },
        },
        { when: { path: '(?:dcat\\.jsonld|api-catalog)$' }, do: { replace: [{ find: own, put: away[1] }] } },
        { when: { path: '/licences' }, do: { status: 307, headers: { Location: `${away[0]}/licences` } } },
        { when: { path: '/legal-persons/' }, do: { status: 302, headers: { Location: `${away[1]}/legal-persons` } } },
        { when: { path: '/egif-probe' }, do: { replace: [{ find: '"urn:problem', put: `"${away[1]}/problem` }] } },
      ],
    },
  });
  return {
    statement: agency.statement,
    ports: [publicPort, agency.plainHttpPort, agency.channelPort],
    bent: () => proxy.counts().requests,
    close: async () => {
      await proxy.close();
      await agency.close();
    },
  };
}
