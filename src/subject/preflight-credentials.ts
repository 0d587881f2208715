/**
 * Preflight of credentials: whether each reference leads to a secret now.
 *
 * Room     subject (floor 3). May be imported within subject only.
 */
import { pointerOf } from '../contract/json.js';
import { EgifError } from '../errors.js';
import { type PreflightProblem, type PreflightSubject, problemAt } from './preflight-problem.js';
import { resolveSecret } from './resolve-secret.js';
import { referencesOf } from './secret-references.js';

/** References that lead to no secret. What needs a person or a token (`prompt`, `pkcs11:`) is a warning. */
export async function credentialProblems(
  subject: PreflightSubject,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly PreflightProblem[]> {
  const { loaded, service, at } = subject;
  const references = Object.entries(service.credentials?.identities ?? {}).flatMap(([name, identity]) =>
    referencesOf(identity).map(({ path, reference }) => ({ reference, pointer: `${at}/credentials/identities${pointerOf([name, ...path])}` })),
  );
  const ofProxies = service.environments.flatMap(({ proxy }, index) =>
    proxy?.password === undefined ? [] : [{ reference: proxy.password, pointer: `${at}/environments/${index}/proxy/password` }],
  );
  const found = await Promise.all(
    [...references, ...ofProxies].map(async ({ reference, pointer }) => {
      try {
        await resolveSecret(reference, { env, directory: loaded.directory });
        return [];
      } catch (error) {
        if (!(error instanceof EgifError)) throw error;
        const severity = /^(?:prompt$|pkcs11:)/.test(reference) ? 'warning' : 'error';
        return [problemAt(subject, pointer, { severity, code: error.code, why: error.message, fix: error.mend ?? 'make the secret available' })];
      }
    }),
  );
  return found.flat();
}
