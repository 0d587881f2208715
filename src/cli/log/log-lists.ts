/**
 * The status lists that `egif log audit` and `monitor` hold against the log: each is verified first, and one that is not genuine is a finding.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { parseJson } from '../../contract/json.js';
import { readBounded } from '../../index/files.js';
import type { LogConfig, LogFinding, ShownStatusList } from '../../index/log.js';
import type { Context } from '../command.js';
import type { LogArguments } from './log-options.js';
import { openTrustFile } from '../trust/trust-file.js';
import { usageError } from '../usage-error.js';

const maxBytes = 16 * 1024 * 1024;

export interface ShownLists {
  readonly lists: readonly ShownStatusList[];
  /** Lists that are not genuine. */
  readonly findings: readonly LogFinding[];
}

/** The lists of `--status-list` and of the pack that `--trust` names. Errors: USAGE, FILE_*, TRUST_REFUSED. */
export async function shownLists(
  { trust: file, 'status-list': names }: LogArguments,
  { origin }: LogConfig,
  { world }: Context,
): Promise<ShownLists> {
  if (file === undefined && names.length === 0) return { lists: [], findings: [] };
  if (file === undefined)
    throw usageError(
      { en: 'a status list is verified before it is held against the log', fa: 'فهرست وضعیت پیش از سنجش با دفتر راستی‌آزمایی می‌شود' },
      { en: 'give --trust FILE with the trust list or the freshness pack', fa: '--trust FILE را با فهرست اعتماد یا بستهٔ تازگی بدهید' },
    );
  const { trust, statusLists } = await openTrustFile(resolve(world.directory, file), world.now());
  if (trust.log?.origin !== origin)
    throw usageError(
      { en: `the trust list does not name the log ${origin}`, fa: `فهرست اعتماد دفتر ${origin} را نام نمی‌برد` },
      { en: 'name the trust list of this log', fa: 'فهرست اعتماد همین دفتر را نام ببرید' },
    );
  const [{ shownStatusList }, { Refusal, stapledOf }] = await Promise.all([import('../../index/log.js'), import('../../index/seals.js')]);
  const sources = { trust, now: world.now().getTime() };
  const lists: ShownStatusList[] = [];
  const findings: LogFinding[] = [];
  const look = (name: string, read: () => ShownStatusList): void => {
    try {
      lists.push(read());
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      findings.push({ code: error.code, detail: `${name}: ${error.message}` });
    }
  };
  for (const list of statusLists) look(list.url, () => shownStatusList(list, sources));
  for (const name of names) {
    const text = (await readBounded(resolve(world.directory, name), maxBytes)).toString('utf8');
    look(name, () => shownStatusList(stapledOf(parseJson(text)?.value), sources));
  }
  return { lists, findings };
}
