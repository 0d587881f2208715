/**
 * The data checks, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../contract/check.js';
import { asciiDigits } from './ascii-digits.js';
import { coreTypesRestated } from './core-types-restated.js';
import { coreVocabulary } from './core-vocabulary.js';
import { emptyLists } from './empty-lists.js';
import { gregorianCanonical } from './gregorian-canonical.js';
import { identifiersAreStrings } from './identifiers-are-strings.js';
import { moneyUnit } from './money-unit.js';
import { moneyValues } from './money-values.js';
import { nfc } from './nfc.js';
import { noFakeTimes } from './no-fake-times.js';
import { noInvisibleCharacters } from './no-invisible-characters.js';
import { noSentinels } from './no-sentinels.js';
import { periodOrder } from './period-order.js';
import { persianLetters } from './persian-letters.js';
import { requiredPresent } from './required-present.js';
import { rfc3339Times } from './rfc3339-times.js';
import { safeNumbers } from './safe-numbers.js';
import { syntheticExamples } from './synthetic-examples.js';
import { utf8 } from './utf8.js';
import { utcInstants } from './utc-instants.js';
import { asOf } from './as-of.js';
import { dcatDataset } from './dcat-dataset.js';
import { dcatService } from './dcat-service.js';
import { approvedMembers } from './approved-members.js';
import { testDataCoverage } from './test-data-coverage.js';

export const dataChecks: readonly CheckDefinition[] = [
  requiredPresent,
  ...coreVocabulary,
  coreTypesRestated,
  rfc3339Times,
  gregorianCanonical,
  noFakeTimes,
  periodOrder,
  safeNumbers,
  identifiersAreStrings,
  moneyValues,
  moneyUnit,
  noSentinels,
  emptyLists,
  utf8,
  persianLetters,
  nfc,
  asciiDigits,
  noInvisibleCharacters,
  syntheticExamples,
  utcInstants,
  asOf,
  dcatDataset,
  dcatService,
  approvedMembers,
  testDataCoverage,
];
