/**
 * A page of our own as PDF, printed by Chromium; the original goes along as an attachment where qpdf is installed.
 *
 * The page has no script and asks for nothing (its own policy forbids both), and Chromium runs with a profile of its own that is thrown away.
 *
 * Room     cli (floor 7).
 */
import { spawn } from 'node:child_process';
import { access, constants, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EgifError } from '../../errors.js';
import { writeWhole } from '../../contract/write-whole.js';

type Environment = Readonly<Record<string, string | undefined>>;

const timeoutMs = 60_000;

/** The path of a program on PATH, if it is there. */
export async function programOnPath(names: readonly string[], environment: Environment): Promise<string | undefined> {
  for (const folder of (environment['PATH'] ?? '').split(delimiter).filter((each) => each !== '')) {
    for (const name of names) {
      const file = join(folder, name);
      const runs = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (runs) return file;
    }
  }
  return undefined;
}

/** Chromium: what EGIF_CHROMIUM names, else what is on PATH. */
export async function chromiumOf(environment: Environment): Promise<string | undefined> {
  return environment['EGIF_CHROMIUM'] ?? programOnPath(['chromium', 'chromium-browser', 'google-chrome'], environment);
}

function run(
  program: string,
  args: readonly string[],
  environment: Environment,
): Promise<{ readonly status: number | null; readonly stderr: string }> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...environment } });
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => {
    stderr = `${stderr}${text.toString('utf8')}`.slice(-4000);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ status: null, stderr: error.message });
    });
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve({ status, stderr });
    });
  });
}

async function chromiumPrints(
  page: string,
  pdf: string,
  { folder, environment }: { readonly folder: string; readonly environment: Environment },
): Promise<void> {
  const program = await chromiumOf(environment);
  if (program === undefined)
    throw new EgifError('SYSTEM_PACKAGE_MISSING', 'Chromium is not installed, which prints PDF', {
      mend: 'install the package chromium or name the program in EGIF_CHROMIUM; --format html needs neither',
    });
  const args = [
    '--headless=new',
    // the sandbox of Chromium does not run as root; the page is our own and holds no script
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--no-first-run',
    '--no-pdf-header-footer',
    `--user-data-dir=${join(folder, 'profile')}`,
    `--print-to-pdf=${pdf}`,
    pathToFileURL(page).href,
  ];
  const { status, stderr } = await run(program, args, { ...environment, HOME: folder });
  const made = await readFile(pdf).catch(() => undefined);
  if (status !== 0 || made?.subarray(0, 5).toString('latin1') !== '%PDF-')
    throw new EgifError('SYSTEM_PACKAGE_MISSING', `Chromium did not print: ${stderr.trim().split('\n').at(-1) ?? ''}`, {
      mend: 'call the program by hand with --headless --print-to-pdf and see that it works',
    });
}

/** Prints a page into a file. Gives whether the attachment could be added. Errors: SYSTEM_PACKAGE_MISSING, FILE_*. */
export async function printPdf(
  html: string,
  { target, attachment }: { readonly target: string; readonly attachment: string },
  environment: Environment,
): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'egif-pdf-'));
  try {
    const [page, plain, whole] = ['page.html', 'plain.pdf', 'whole.pdf'].map((name) => join(folder, name));
    if (page === undefined || plain === undefined || whole === undefined) return false;
    await writeFile(page, html);
    await chromiumPrints(page, plain, { folder, environment });
    const qpdf = await programOnPath(['qpdf'], environment);
    const done =
      qpdf === undefined
        ? undefined
        : await run(qpdf, [plain, '--add-attachment', attachment, '--mimetype=application/json', '--', whole], environment);
    // 3 of qpdf: written, with warnings
    const attached = done !== undefined && (done.status === 0 || done.status === 3);
    await writeWhole(target, await readFile(attached ? whole : plain));
    return attached;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
