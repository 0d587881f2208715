/**
 * Whether generated TypeScript compiles: strictly, in memory, with nothing but the words of the language that such types use.
 *
 * No file is read, not even the compiler's own libraries: what is not declared here, generated types have no business with.
 *
 * Room     cli (floor 7). Loaded only where types are made, for it brings the compiler.
 */
import typescript from 'typescript';

/** One thing that the compiler has against the types. */
export interface TypeProblem {
  /** Line of the generated text, from 1. */
  readonly line: number;
  /** English, of the compiler. */
  readonly message: string;
}

/** The global types that the compiler demands, and the helpers that generated types name. */
const language = `
interface Array<T> { length: number; [index: number]: T }
interface ReadonlyArray<T> { readonly length: number; readonly [index: number]: T }
interface Boolean {} interface CallableFunction {} interface Function {} interface IArguments {} interface NewableFunction {}
interface Number {} interface Object {} interface RegExp {} interface String {} interface Date {} interface Blob {} interface File {}
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type NonNullable<T> = T & {};
type Omit<T, K extends keyof any> = { [P in Exclude<keyof T, K>]: T[P] };
type Partial<T> = { [P in keyof T]?: T[P] };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Readonly<T> = { readonly [P in keyof T]: T[P] };
type Record<K extends keyof any, T> = { [P in K]: T };
type Required<T> = { [P in keyof T]-?: T[P] };
`;

const own = 'contract.ts';
const words = 'language.d.ts';

/** What the compiler has against a text of types, in the order of its lines; empty where it compiles. At most 20. */
export function compileTypes(text: string): readonly TypeProblem[] {
  const options: typescript.CompilerOptions = { noEmit: true, noLib: true, strict: true, types: [], target: typescript.ScriptTarget.ES2022 };
  const sources = new Map(
    [
      [own, text],
      [words, language],
    ].map(([name = '', source = '']) => [name, typescript.createSourceFile(name, source, typescript.ScriptTarget.ES2022, true)] as const),
  );
  const host: typescript.CompilerHost = {
    getSourceFile: (name) => sources.get(name),
    getDefaultLibFileName: () => words,
    getCurrentDirectory: () => '',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => sources.has(name),
    readFile: () => undefined,
    writeFile: () => undefined,
  };
  const program = typescript.createProgram([own, words], options, host);
  return typescript
    .getPreEmitDiagnostics(program)
    .slice(0, 20)
    .map(({ file, start = 0, messageText }) => ({
      line: (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1,
      message: typescript.flattenDiagnosticMessageText(messageText, ' '),
    }));
}
