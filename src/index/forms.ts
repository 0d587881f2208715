/**
 * A narrow door of the house: a report in its forms. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { outcomeOf, outcomeOfRows } from '../report/outcome-of.js';
export { renderCsv } from '../report/render-csv.js';
export { renderEarl } from '../report/render-earl.js';
export { renderJunit } from '../report/render-junit.js';
export { renderMarkdown } from '../report/render-markdown.js';
export { renderSarif } from '../report/render-sarif.js';
export { summaryOf } from '../report/summary-of.js';
