/**
 * The two validators of angular2-persian-utils, which is published as TypeScript for Angular: compiled in memory, with a decorator that does nothing.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import typescript from 'typescript';

interface Service {
  isValid(value: string): boolean;
}

function isService(value: unknown): value is Service {
  return typeof value === 'object' && value !== null && 'isValid' in value && typeof value.isValid === 'function';
}

function isConstructor(value: unknown): value is new () => unknown {
  return typeof value === 'function';
}

const require = createRequire(import.meta.url);

function load(file: string, name: string): Service {
  const path = require.resolve(`angular2-persian-utils/src/services/${file}.service.ts`);
  const { outputText } = typescript.transpileModule(readFileSync(path, 'utf8'), {
    compilerOptions: { module: typescript.ModuleKind.CommonJS, target: typescript.ScriptTarget.ES2022, experimentalDecorators: true },
  });
  const exports: Record<string, unknown> = {};
  const angular = { Injectable: () => (target: unknown) => target };
  runInNewContext(outputText, { exports, require: () => angular });
  const service = exports[name];
  const made = isConstructor(service) ? new service() : undefined;
  if (!isService(made)) throw new TypeError(`${file} has no ${name}`);
  return made;
}

export const angularNationalCode = load('national-code', 'NationalCodeService');
export const angularCompanyId = load('company-national-id', 'CompanyNationalIdService');
