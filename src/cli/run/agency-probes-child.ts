/**
 * The process of one file of an agency's probes: mocha, the global `egif`, and the pipe to the run. Started by agency-probes.ts, never by hand.
 *
 * Room     cli (floor 7).
 */
import Mocha from 'mocha';
import { Socket } from 'node:net';
import { raiseFence } from './agency-probes-fence.js';
import { isTold, lineReader, type ProbeAnswer, type ProbeFacts, type ProbeTest, type Said, type Told } from './agency-probes-talk.js';

const channel = 3;
const testTimeoutMs = 10_000;
// Kept before any code of a probe could replace it.
const exit = process.exit.bind(process);

/** Why a call has no answer: the test that it belongs to shows nothing, and is pending. */
class Lost extends Error {
  readonly lost: { readonly cause: string; readonly detail: string };
  constructor(lost: { readonly cause: string; readonly detail: string }) {
    super(`${lost.cause}: ${lost.detail}`);
    this.lost = lost;
  }
}

interface Given {
  readonly method?: string;
  readonly path?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly as?: string;
}

/** What a probe sees of an answer. */
function seen(answer: Extract<ProbeAnswer, { readonly status: number }>) {
  return Object.freeze({
    ...answer,
    header: (name: string): string | undefined => answer.headers.find(([field]) => field.toLowerCase() === name.toLowerCase())?.[1],
    json: (): unknown => JSON.parse(answer.text),
  });
}

class Line {
  readonly #socket = new Socket({ fd: channel, readable: true, writable: true });
  readonly #waiting = new Map<number, (answer: ProbeAnswer) => void>();
  #asked = 0;

  constructor(onStart: (told: Extract<Told, { readonly tell: 'start' }>) => void) {
    const read = lineReader((line) => {
      const told: unknown = line === undefined ? undefined : JSON.parse(line);
      if (!isTold(told)) return;
      if (told.tell === 'start') onStart(told);
      else this.#waiting.get(told.id)?.(told.answer);
    });
    this.#socket.on('data', (chunk: Buffer) => read(chunk));
    // The run is gone, and with it whoever wanted to know.
    this.#socket.on('close', () => exit(1));
    this.#socket.on('error', () => exit(1));
  }

  say(said: Said, then?: () => void): void {
    this.#socket.write(`${JSON.stringify(said)}\n`, () => then?.());
  }

  async send({ method = 'GET', path, url, headers = {}, body, as }: Given) {
    this.#asked += 1;
    const id = this.#asked;
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const fields = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
    const isTyped = fields.some(([name]) => name.toLowerCase() === 'content-type');
    const answer = await new Promise<ProbeAnswer>((resolve) => {
      this.#waiting.set(id, resolve);
      this.say({
        say: 'send',
        id,
        request: {
          method: String(method),
          url: String(url ?? path ?? ''),
          headers: typeof body === 'object' && !isTyped ? [...fields, ['Content-Type', 'application/json']] : fields,
          ...(text === undefined ? {} : { body: text }),
          ...(as === undefined ? {} : { as: String(as) }),
        },
      });
    });
    this.#waiting.delete(id);
    if ('lost' in answer) throw new Lost(answer.lost);
    return seen(answer);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function offer(facts: ProbeFacts, line: Line): void {
  const egif = Object.freeze({ ...facts, send: (request: Given) => line.send(request) });
  Object.defineProperty(globalThis, 'egif', { value: egif, enumerable: true });
}

/** No reporter at all: what a test says goes over the pipe. */
class Silent extends Mocha.reporters.Base {}

async function runFile(file: string, facts: ProbeFacts, line: Line): Promise<void> {
  raiseFence();
  offer(facts, line);
  const mocha = new Mocha({ timeout: testTimeoutMs, reporter: Silent, color: false });
  mocha.addFile(file);
  await mocha.loadFilesAsync();
  const tell = (test: ProbeTest): void => line.say({ say: 'test', test });
  const runner = mocha.run(() => line.say({ say: 'done' }, () => exit(0)));
  runner.on('pass', (test) => tell({ title: test.fullTitle(), state: 'passed' }));
  runner.on('pending', (test) => tell({ title: test.fullTitle(), state: 'pending' }));
  runner.on('fail', (test, error: unknown) =>
    tell({ title: test.fullTitle(), state: error instanceof Lost ? 'pending' : 'failed', message: messageOf(error) }),
  );
}

const line: Line = new Line(({ file, facts }) => {
  runFile(file, facts, line).catch((error: unknown) => line.say({ say: 'broken', message: messageOf(error) }, () => exit(1)));
});
