/**
 * What the contract documents for an observed status and media type.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { DocumentedResponse, MediaBody, Operation } from '../../../contract/api-model.js';

/** The response documented for a status: exactly, by its range, or as default (OpenAPI 3.1 §4.8.16). */
export function documentedFor(operation: Operation, status: number): DocumentedResponse | undefined {
  const wanted = [String(status), `${Math.floor(status / 100)}XX`, 'DEFAULT'];
  return wanted
    .map((key) => operation.responses.find((response) => response.status.toUpperCase() === key))
    .find((response) => response !== undefined);
}

/** The documented body for a media type, the exact name before a range (OpenAPI 3.1 §4.8.14). */
export function bodyFor(response: DocumentedResponse, type: string): MediaBody | undefined {
  const nameOf = (body: MediaBody): string => (body.mediaType.split(';')[0] ?? '').trim().toLowerCase();
  const range = `${type.split('/')[0] ?? ''}/*`;
  return [type, range, '*/*'].map((name) => response.bodies.find((body) => nameOf(body) === name)).find((body) => body !== undefined);
}
