/**
 * Formats of all codes for validators of JSON Schema: `format: national-code`, `sheba`, `jalali-date`, …, one for every scheme id.
 *
 * Source   JSON Schema 2020-12 Validation §7 (format); the schemes say what each one means.
 * Room     vocabulary (floor 2). Imports schemes alone; may be imported by checks and index.
 */
import { accepts } from '../schemes/accepts.js';
import { schemeIds, type SchemeId } from '../schemes/scheme.js';

/** A format as ajv takes it. */
export interface CodeFormat {
  readonly type: 'string';
  readonly validate: (text: string) => boolean;
}

const formatOf = (id: SchemeId): CodeFormat => ({ type: 'string', validate: accepts[id] });

/** Every format by the id of its scheme. */
export const formats: Readonly<Record<string, CodeFormat>> = Object.fromEntries(schemeIds.map((id) => [id, formatOf(id)]));
