/**
 * The filters of JSONPath expressions that Spectral's rulesets use, as functions: no code is made from text.
 *
 * Known are `@`, `@property`, members, literals, comparisons, `!`, `&&`, `||`, and `includes` with one literal. The meaning is JavaScript's.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
export interface Filter {
  readonly text: string;
  /** Whether no string, number, boolean or null can pass. */
  readonly onlyContainers: boolean;
  test(value: unknown, property: string | number): boolean;
}

/** `onlyContainers`: true is impossible for a value that is no container. */
interface Evaluate {
  (value: unknown, property: string | number): unknown;
  readonly onlyContainers?: boolean;
}

const marked = (evaluate: Evaluate, onlyContainers: boolean | undefined): Evaluate =>
  Object.assign(evaluate, { onlyContainers: onlyContainers === true });

/** Members that strings or numbers have too. */
const membersOfAnything = new Set([
  'length',
  'constructor',
  ...Object.getOwnPropertyNames(String.prototype),
  ...Object.getOwnPropertyNames(Number.prototype),
]);

const tokens = /\s*(===|!==|==|!=|&&|\|\||[()[\].!]|@property|@|"[^"\\]*"|'[^'\\]*'|\d+|[A-Za-z_$][\w$]*)/y;

function tokensOf(text: string): readonly string[] | undefined {
  const list: string[] = [];
  tokens.lastIndex = 0;
  while (text.slice(tokens.lastIndex).trim() !== '') {
    const [, token] = tokens.exec(text) ?? [];
    if (token === undefined) return undefined;
    list.push(token);
  }
  return list;
}

/** A member as JavaScript reads it, of any value. Throws TypeError on null and undefined. */
function member(value: unknown, name: string): unknown {
  if (value === null || value === undefined) throw new TypeError(`Cannot read properties of ${value} (reading '${name}')`);
  return Reflect.get(Object(value), name);
}

// biome-ignore lint/suspicious/noDoubleEquals: the expression asks for it
const looselyEqual = (left: unknown, right: unknown): boolean => left == right;

const comparisons: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  '===': (left, right) => left === right,
  '!==': (left, right) => left !== right,
  '==': looselyEqual,
  '!=': (left, right) => !looselyEqual(left, right),
};

const constants = new WeakSet<Evaluate>();

function constant(value: unknown): Evaluate {
  const evaluate: Evaluate = () => value;
  constants.add(evaluate);
  return evaluate;
}

const isConstant = (evaluate: Evaluate): boolean => constants.has(evaluate);

const itself: Evaluate = (value) => value;

/** A member; one of `@` itself is undefined for everything but containers, unless strings or numbers have it too. */
function ofMember(object: Evaluate, name: string): Evaluate {
  return marked((value, property) => member(object(value, property), name), object === itself && !membersOfAnything.has(name));
}

/** Thrown where an expression is beyond the part known. */
class Unknown extends Error {}

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(list: readonly string[]) {
    this.#tokens = list;
  }

  whole(): Evaluate {
    const evaluate = this.#or();
    if (this.#at !== this.#tokens.length) throw new Unknown();
    return evaluate;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #next(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new Unknown();
    this.#at += 1;
    return token;
  }

  #demand(token: string): void {
    if (!this.#take(token)) throw new Unknown();
  }

  #or(): Evaluate {
    const left = this.#and();
    if (!this.#take('||')) return left;
    const right = this.#or();
    return marked((value, property) => left(value, property) || right(value, property), left.onlyContainers && right.onlyContainers);
  }

  #and(): Evaluate {
    const left = this.#comparison();
    if (!this.#take('&&')) return left;
    const right = this.#and();
    return marked((value, property) => left(value, property) && right(value, property), left.onlyContainers || right.onlyContainers);
  }

  #comparison(): Evaluate {
    const left = this.#unary();
    const compare = comparisons[this.#tokens[this.#at] ?? ''];
    if (compare === undefined) return left;
    this.#at += 1;
    const right = this.#unary();
    // a member that is undefined is neither unequal to undefined nor equal to a text
    const excludes = left.onlyContainers === true && isConstant(right) && !compare(undefined, right(undefined, ''));
    return marked((value, property) => compare(left(value, property), right(value, property)), excludes);
  }

  #unary(): Evaluate {
    if (!this.#take('!')) return this.#postfix();
    const inner = this.#unary();
    return (value, property) => !inner(value, property);
  }

  #postfix(): Evaluate {
    let inner = this.#primary();
    for (;;) {
      const object = inner;
      if (this.#take('.')) {
        const name = this.#next();
        if (!/^[A-Za-z_$]/.test(name)) throw new Unknown();
        inner = this.#take('(') ? this.#includes(object, name) : ofMember(object, name);
      } else if (this.#take('[')) {
        const name = this.#text(this.#next());
        this.#demand(']');
        inner = ofMember(object, name);
      } else return inner;
    }
  }

  #includes(object: Evaluate, name: string): Evaluate {
    const wanted = this.#text(this.#next());
    this.#demand(')');
    if (name !== 'includes') throw new Unknown();
    return (value, property) => {
      const list = object(value, property);
      if (Array.isArray(list) || typeof list === 'string') return list.includes(wanted);
      throw new TypeError('includes is not a function');
    };
  }

  #text(token: string): string {
    if (!/^["']/.test(token)) throw new Unknown();
    return token.slice(1, -1);
  }

  #primary(): Evaluate {
    const token = this.#next();
    if (token === '(') {
      const inner = this.#or();
      this.#demand(')');
      return inner;
    }
    if (token === '@') return itself;
    if (token === '@property') return (_value, property) => property;
    if (token === 'null') return constant(null);
    if (token === 'true' || token === 'false') return constant(token === 'true');
    if (token === 'undefined') return constant(undefined);
    if (token === 'void' && this.#take('0')) return constant(undefined);
    if (/^\d/.test(token)) return constant(Number(token));
    return constant(this.#text(token));
  }
}

const known = new Map<string, Filter | undefined>();

function compile(text: string): Filter | undefined {
  const list = tokensOf(text);
  if (list === undefined) return undefined;
  try {
    const evaluate = new Reader(list).whole();
    return { text, onlyContainers: evaluate.onlyContainers === true, test: (value, property) => Boolean(evaluate(value, property)) };
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

/** The function of a filter; undefined where it is beyond the part known. The same text gives the same function. */
export function readFilter(text: string): Filter | undefined {
  if (!known.has(text)) known.set(text, compile(text));
  return known.get(text);
}
