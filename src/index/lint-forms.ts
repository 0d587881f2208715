/**
 * A narrow door of the house: the forms of a report on contracts that most calls do not ask for. It exports nothing that src/index.ts does not.
 *
 * Room     index (floor 6). For light commands, which would otherwise load the whole house; see docs/adr/0007-compiled-law-and-narrow-doors.md.
 */
export { renderLintGithub, renderLintGitlab } from '../report/render-lint-ci.js';
export { renderLintJunit } from '../report/render-lint-junit.js';
export { renderLintMarkdown } from '../report/render-lint-markdown.js';
export { renderLintSarif } from '../report/render-lint-sarif.js';
