/**
 * Whether a text is a valid code, and nothing more: for validators that ask millions of times. Equal to `valid` of the scheme for every text;
 * test/vocabulary holds the two together. Why a text is no code, the scheme says.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import {
  acceptsBankCard,
  acceptsBillId,
  acceptsGoodsId,
  acceptsIsic,
  acceptsPaymentId,
  acceptsSheba,
  acceptsSixteenDigits,
} from './acceptors/money.js';
import {
  acceptsEconomicNumber,
  acceptsForeignerId,
  acceptsLandline,
  acceptsLegalId,
  acceptsMobile,
  acceptsNationalCode,
  acceptsPassport,
  acceptsPersonOrLegalId,
  acceptsPhone,
  acceptsServiceId,
  acceptsShamsId,
} from './acceptors/persons.js';
import {
  acceptsCluster,
  acceptsCountry,
  acceptsCurrency,
  acceptsExchange,
  acceptsLanguage,
  acceptsOpaqueId,
  acceptsPlate,
  acceptsPostalCode,
  acceptsProvince,
  acceptsVin,
} from './acceptors/places.js';
import { acceptsTaxInvoiceId } from './acceptors/tax-invoice-id.js';
import { acceptsInstant, acceptsJalaliDate, acceptsPersianText } from './acceptors/texts.js';
import type { SchemeId } from './scheme.js';

/** One predicate a scheme; pure, and free of allocation for texts in the usual form. */
export const accepts: Readonly<Record<SchemeId, (text: string) => boolean>> = {
  'national-code': acceptsNationalCode,
  'legal-id': acceptsLegalId,
  'person-or-legal-id': acceptsPersonOrLegalId,
  'postal-code': acceptsPostalCode,
  sheba: acceptsSheba,
  'bank-card': acceptsBankCard,
  'bill-id': acceptsBillId,
  'payment-id': acceptsPaymentId,
  'goods-id': acceptsGoodsId,
  'iran-code': acceptsSixteenDigits,
  'tax-invoice-id': acceptsTaxInvoiceId,
  vin: acceptsVin,
  plate: acceptsPlate,
  mobile: acceptsMobile,
  landline: acceptsLandline,
  phone: acceptsPhone,
  'foreigner-id': acceptsForeignerId,
  sayad: acceptsSixteenDigits,
  passport: acceptsPassport,
  'service-id': acceptsServiceId,
  'economic-number': acceptsEconomicNumber,
  isic: acceptsIsic,
  province: acceptsProvince,
  country: acceptsCountry,
  currency: acceptsCurrency,
  language: acceptsLanguage,
  cluster: acceptsCluster,
  exchange: acceptsExchange,
  gnaf: acceptsOpaqueId,
  'property-id': acceptsOpaqueId,
  'shams-id': acceptsShamsId,
  'jalali-date': acceptsJalaliDate,
  instant: acceptsInstant,
  'persian-text': acceptsPersianText,
};
