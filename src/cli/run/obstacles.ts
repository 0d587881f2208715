/**
 * Why no certificate can rest on a run that an agency makes for itself: the law is unsigned, or it is not the law that was shipped.
 *
 * Room     cli (floor 7).
 */
import { stat } from 'node:fs/promises';
import { EgifError } from '../../errors.js';
import type { PreparedCase } from '../../index/cases.js';
import { type Cause, isDocument, loadDocument } from '../../index/files.js';
import { type Law, lawLock, verifyLock } from '../../index/law.js';
import { places } from '../places.js';
import { packageVersion } from '../version.js';

/** Whether the law at hand is the law of the shipped lock. */
async function lockTrouble(law: Law): Promise<Cause | undefined> {
  const present = await stat(places.lock).then(
    () => true,
    () => false,
  );
  if (!present) return { code: 'law-unlocked' };
  const { data } = await loadDocument(places.lock);
  if (!isDocument('Lock', data)) return { code: 'law-changed', detail: 'the lock is not readable' };
  try {
    verifyLock(data, lawLock(law, await packageVersion()));
    return undefined;
  } catch (error) {
    if (error instanceof EgifError) return { code: 'law-changed', detail: error.message };
    throw error;
  }
}

/** The reasons, in a stable order; `unsigned`: why the law does not stand under a signature that the operator trusts. */
export async function obstaclesOf({ profile }: PreparedCase, law: Law, unsigned: Cause | undefined): Promise<readonly Cause[]> {
  const trouble = await lockTrouble(law);
  const shipped = law.profiles.some(({ ref }) => ref === `${profile.id}@${profile.version}`);
  return [
    ...(unsigned === undefined ? [] : [unsigned]),
    { code: 'self-run' },
    ...(trouble === undefined ? [] : [trouble]),
    ...(shipped ? [] : [{ code: 'law-changed', detail: `the profile ${profile.id}@${profile.version} is not a shipped one` }]),
  ];
}
