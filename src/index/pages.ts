/**
 * A narrow door of the house: a report or a certificate as a page. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export type { CertificatePage } from '../report/certificate-view.js';
export { loadTemplates } from '../report/load-templates.js';
export { renderCertificate } from '../report/render-certificate.js';
export { renderCertificateMarkdown } from '../report/render-certificate-markdown.js';
export { renderDataHtml } from '../report/render-data-html.js';
export { renderHtml } from '../report/render-html.js';
export { renderLintHtml } from '../report/render-lint-html.js';
