/**
 * The checks whose rules the acceptor takes into account: of what it accepts, none of them finds anything.
 *
 * A new check of values stops the acceptor (explainAcceptor says so, a test fails) until its rule has been thought through and it is listed here with
 * the reason why accepted octets cannot break it.
 *
 * Room     checks (floor 3). May be imported by the acceptor only.
 */

export const accountedFor: ReadonlyMap<string, string> = new Map([
  ['data/record-schema', 'every keyword of the schema is compiled, or the place is left to the judge'],
  ['data/required-present', 'required members are counted'],
  ['data/rfc3339-times', 'dates and instants by format and by name are tested; numbers under such names are left'],
  ['data/gregorian-canonical', 'years before 1600 are left; a companion is compared with its one twin of the same object'],
  ['data/no-fake-times', 'a member that its name or format makes a date is tested as ten octets of a date'],
  ['data/period-order', 'the end of a period whose start may stand beside it is left'],
  ['data/safe-numbers', 'at most fifteen digits'],
  ['data/identifiers-are-strings', 'numbers under the name or type of an identifier are left; national codes have ten digits'],
  ['data/money-values', 'amounts are decimal strings; currencies are those in force on any day'],
  ['data/money-unit', 'an amount is read only where a currency must stand beside it or around it; names with toman are left'],
  ['data/no-sentinels', 'rows of one digit, years 1 and 9999, empty texts and all words for "unknown" are left'],
  ['data/empty-lists', 'null is left'],
  ['data/utf8', 'only octets of the known characters are accepted; a question mark is left'],
  ['data/persian-letters', 'only the letters of the Persian alphabet are accepted'],
  ['data/nfc', 'no accepted character is a mark, and none is decomposed'],
  ['data/ascii-digits', 'texts that machines read have no Persian digits'],
  ['data/no-invisible-characters', 'none is accepted but a ZWNJ between two Persian letters'],
  ['data/synthetic-examples', 'examples of contracts are no records'],
  ['coding/national-code', 'tested'],
  ['coding/foreigner-id', 'tested; twelve digits are never a national code'],
  ['coding/telephone', 'tested'],
  ['coding/legal-id', 'tested'],
  ['coding/economic-number', 'tested'],
  ['coding/postal-code', 'tested'],
  ['coding/division-hierarchy', 'codes of the type or list of divisions are left'],
  ['coding/property-id', 'ids are tested, and required of real estate; registry plates are left'],
  ['coding/province', 'tested, and compared with the Persian name beside it; any other name is left'],
  ['coding/sheba', 'tested; sixteen characters under the name of an account are left'],
  ['coding/goods-id', 'tested'],
  ['coding/bill-payment', 'bill ids are tested under whatever name is one; a payment id that may stand beside one is left'],
  ['coding/vehicle', 'VINs are tested; a plate is left where it is a text'],
  ['coding/listed-values', 'enumerations and lists are tries of their values in force on any day'],
  ['coding/international-codes', 'tested'],
  ['coding/service-id', 'the statement is no record'],
  ['coding/agency-id', 'the statement is no record'],
]);
