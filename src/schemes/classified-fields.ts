/**
 * Members that classify by an international classification, by their name: economic activity, occupation, education, disease.
 *
 * Source   EGIF-COD-LST-005; ISIC, ISCO-08, ISCED 2011 and ISCED-F 2013, ICD-10 and ICD-11.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { wordsOf } from './field-dictionary.js';

export interface Classification {
  /** Whole names of members, their words joined. */
  readonly names: RegExp;
  /** What the name of an approved list holds. */
  readonly lists: RegExp;
  readonly want: string;
}

const classifications: readonly Classification[] = [
  { names: /^(?:main|economic|business)*activity(?:code|class)$|^isic(?:code)?$/, lists: /isic/i, want: 'ISIC' },
  { names: /^(?:main)?(?:occupation|job|profession)code$|^isco(?:code)?$/, lists: /isco/i, want: 'ISCO-08' },
  { names: /^(?:education(?:level)?|fieldofstudy|fieldofeducation)code$|^isced(?:code)?$/, lists: /isced/i, want: 'ISCED' },
  { names: /^(?:main|primary)?(?:disease|diagnosis|causeofdeath)code$|^icd(?:10|11)?(?:code)?$/, lists: /icd/i, want: 'ICD-10 or ICD-11' },
];

/** The classification that a member of this name is coded with, or undefined. */
export function classificationOf(name: string): Classification | undefined {
  const whole = wordsOf(name).join('');
  return classifications.find(({ names }) => names.test(whole));
}
