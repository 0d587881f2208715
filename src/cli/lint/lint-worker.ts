/**
 * A worker of `egif lint`: takes one file after another from its port and gives back what there is to say of it.
 *
 * Room     cli (floor 7). Started by lint-pool.ts; nothing imports it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { isObject } from '../../contract/json.js';
import { lintOne } from './lint-one.js';
import { type LintSettings, type LintSource, spectralSettings } from './lint-source.js';

function isSource(value: unknown): value is LintSource {
  return isObject(value) && typeof value['file'] === 'string';
}

function settingsIn(value: unknown): LintSettings {
  if (!isObject(value)) return {};
  const { rules, spectral } = value;
  const chosen = isObject(spectral) ? spectralSettings(spectral['ruleset'], spectral['engine']) : undefined;
  return { ...(Array.isArray(rules) ? { rules: rules.map(String) } : {}), ...(chosen === undefined ? {} : { spectral: chosen }) };
}

const settings = settingsIn(workerData);
parentPort?.on('message', (value: unknown) => {
  if (isSource(value)) void lintOne(value, settings).then((linted) => parentPort?.postMessage(linted));
});
