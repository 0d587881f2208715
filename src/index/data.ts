/**
 * A narrow door of the house: records of data files. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export type { DataFormat } from '../contract/dataset.js';
export { renderDataJunit } from '../report/render-data-junit.js';
export { renderDataSarif } from '../report/render-data-sarif.js';
export { renderDataText } from '../report/render-data-text.js';
export { type DataSchema, entitySchema, loadDataSchema } from '../suite/data-schema.js';
export type { DataOutcome, DataSource } from '../suite/data-conductor.js';
export { type DataReading, runData } from '../suite/run-data.js';
