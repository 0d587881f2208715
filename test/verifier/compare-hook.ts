/**
 * Loaded before mocha (`--import`): every verification that a test asks of the sources is asked of the verifier that stands apart too, and must come out the same.
 *
 * Modules of the sources are wrapped by a loader hook; what was compared is counted in the file that EGIF_COMPARED names.
 */
import { register } from 'node:module';

const verifier = new URL('../../egif-verify.cjs', import.meta.url).pathname;

/** By the end of a module's address, the functions of it that are compared. */
const compared: Readonly<Record<string, readonly string[]>> = {
  '/attestation/certificate/verify.js': ['verifyCertificate'],
  '/attestation/decision/verify-decision.js': ['verifyDecision'],
  '/attestation/verify-report.js': ['verifyReport'],
  '/attestation/trust/trust-list.js': ['readTrustList'],
  '/attestation/trust/freshness-pack.js': ['openPack', 'readPack'],
};

const wrapper = `
import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const apart = createRequire(import.meta.url)(${JSON.stringify(verifier)});
const same = (name, own, other) => {
  appendFileSync(process.env.EGIF_COMPARED, name + ' ' + own + (own === other ? '' : ' BUT ' + other) + '\\n');
  if (own !== other) throw new Error(name + ': the sources say ' + own + ', the verifier apart says ' + other);
};
const said = ({ standing, code, detail }) => standing + ' ' + (code ?? '-') + (code === 'INTERNAL' ? ' ' + detail : '');
/** Nothing that the one has found may help the other. */
const bare = (given) => {
  if (typeof given !== 'object' || given === null || given instanceof Uint8Array) return given;
  const { memory: _memory, cache: _cache, ...rest } = given;
  return rest.trust === undefined ? rest : { ...rest, trust: bare(rest.trust) };
};
const outcome = (work) => {
  try { const value = work(); return { value, text: value?.standing === undefined ? 'done' : said(value) }; }
  catch (error) { return { error, text: error?.code === undefined ? String(error) : (error.standing ?? 'error') + ' ' + error.code }; }
};
export const twice = (name, own) => (...given) => {
  const first = outcome(() => own(...given));
  const second = outcome(() => apart[name](...given.map(bare)));
  if (first.value instanceof Promise) {
    return Promise.allSettled([first.value, second.value]).then(([one, other]) => {
      const text = (each) => (each.status === 'fulfilled' ? said(each.value) : String(each.reason?.code ?? each.reason));
      same(name, text(one), text(other));
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    });
  }
  same(name, first.text, second.text);
  if ('error' in first) throw first.error;
  return first.value;
};
`;

const hook = `
const compared = ${JSON.stringify(compared)};
export async function load(url, context, next) {
  const found = Object.keys(compared).find((end) => url.endsWith(end));
  if (found === undefined) return next(url, context);
  const names = compared[found];
  const own = JSON.stringify(url + '?own');
  const source = "export * from " + own + ";\\nimport * as own from " + own + ";\\n" + ${JSON.stringify(wrapper)}.replaceAll('export const twice', 'const twice')
    + names.map((name) => "const wrapped_" + name + " = twice('" + name + "', own." + name + ");\\nexport { wrapped_" + name + " as " + name + " };").join('\\n');
  return { format: 'module', shortCircuit: true, source };
}
`;

register(`data:text/javascript,${encodeURIComponent(hook)}`);
