/**
 * Where the shipped law, rulesets and texts lie: beside the package, whatever the working directory.
 *
 * Room     cli (floor 7).
 */
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);
const place = (path: string): string => fileURLToPath(new URL(path, root));

export const places = {
  package: place('package.json'),
  profiles: place('profiles'),
  catalogue: place('profiles/catalogue'),
  codelists: place('profiles/codelists'),
  vocabularies: place('profiles/vocabularies'),
  trustLists: place('profiles/trust-lists'),
  lock: place('profiles/egif.lock.yaml'),
  rulesets: place('rulesets'),
  reports: place('reports'),
  messages: place('reports/messages'),
  agencies: place('fixtures/agencies'),
} as const;
