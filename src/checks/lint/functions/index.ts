/**
 * The fixed table of functions that a ruleset may name, beside Spectral's own: the audit surface of the lint room.
 *
 * Room     checks/lint/functions (floor 3).
 */
import type { LintFunctionEntry } from '../lint-function.js';
import { arazzoFunctions } from './arazzo.js';
import { codeFunctions } from './codes.js';
import { eventFunctions } from './events.js';
import { exampleFunctions } from './examples.js';
import { jsonSchemaFunctions } from './json-schema.js';
import { nameFunctions } from './names.js';
import { operationFunctions } from './operations.js';
import { schemaFunctions } from './schemas.js';
import { securityFunctions } from './security.js';
import { serverFunctions } from './servers.js';
import { wsdlFunctions } from './wsdl.js';
import { wsdlBindingFunctions } from './wsdl-bindings.js';

/** Every function by its name in rulesets. */
export const lintFunctions: Readonly<Record<string, LintFunctionEntry>> = {
  ...serverFunctions,
  ...operationFunctions,
  ...securityFunctions,
  ...schemaFunctions,
  ...nameFunctions,
  ...codeFunctions,
  ...exampleFunctions,
  ...eventFunctions,
  ...arazzoFunctions,
  ...jsonSchemaFunctions,
  ...wsdlFunctions,
  ...wsdlBindingFunctions,
};
