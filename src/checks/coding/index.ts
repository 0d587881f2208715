/**
 * The coding checks, listed by hand: the audit surface of the kind.
 *
 * Room     checks (floor 3).
 */
import type { CheckDefinition } from '../../contract/check.js';
import { goodsIdValid, shebaValid, telephoneForm } from './account-codes.js';
import { billPayment } from './bill-payment.js';
import { internationalCodes } from './international-codes.js';
import { listedValues } from './listed-values.js';
import { economicNumberValid, foreignerIdPlace, legalIdValid, nationalCodeValid } from './person-codes.js';
import { postalCodeValid, provinceAgrees } from './place-codes.js';
import { refusals } from './refusal.js';
import { agencyIdValid, serviceIdStated } from './statement-codes.js';
import { unknownCodes } from './unknown-code.js';
import { vehicleCodes } from './vehicle-codes.js';
import { gnafId } from './gnaf-id.js';
import { divisionHierarchy } from './division-hierarchy.js';
import { propertyId } from './property-id.js';
import { standardClassifications } from './standard-classifications.js';

export const codingChecks: readonly CheckDefinition[] = [
  nationalCodeValid,
  foreignerIdPlace,
  telephoneForm,
  legalIdValid,
  economicNumberValid,
  postalCodeValid,
  provinceAgrees,
  shebaValid,
  goodsIdValid,
  billPayment,
  vehicleCodes,
  listedValues,
  internationalCodes,
  serviceIdStated,
  agencyIdValid,
  ...refusals,
  ...unknownCodes,
  gnafId,
  divisionHierarchy,
  propertyId,
  standardClassifications,
];
