/**
 * Starts a sample agency as one of its grounds declares it.
 *
 * Room     dev (floor 6).
 */
import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { isDocument } from '../contract/validate.js';
import { writeWhole } from '../contract/write-whole.js';
import { EgifError } from '../errors.js';
import type { AgencyKind, Ground, KindOptions, StartedAgency } from './kinds.js';

async function restate(file: string, bend: NonNullable<Ground['restate']>): Promise<void> {
  const statement: unknown = parse(await readFile(file, 'utf8'));
  if (!isDocument('Statement', statement)) throw new EgifError('INTERNAL', 'the statement of the sample is none');
  await writeWhole(file, stringify(bend(statement), { lineWidth: 0 }));
}

/** Errors: as `AgencyKind.start`. */
export async function startOnGround(kind: AgencyKind, { restate: bend }: Ground, options: KindOptions): Promise<StartedAgency> {
  const agency = await kind.start(options);
  if (bend === undefined) return agency;
  try {
    await restate(agency.statement, bend);
    return agency;
  } catch (error) {
    await agency.close();
    throw error;
  }
}
