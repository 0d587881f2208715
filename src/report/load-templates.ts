/**
 * Reading the page template, its partials, its style and its fonts from the suite's `reports/` folder.
 *
 * Room     report (floor 4). May be imported by suite and cli. The only file of the room that touches the disk.
 */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EgifError } from '../errors.js';
import { compilePage, type Render } from './template-engine.js';

export interface Templates {
  readonly page: Render;
  /** CSS of the page, without its fonts. */
  readonly style: string;
  /** Base64 of the woff2 font files. */
  readonly fonts: { readonly regular: string; readonly bold: string };
}

async function read(file: string): Promise<Buffer> {
  return readFile(file).catch((cause: unknown) => {
    throw new EgifError('FILE_NOT_FOUND', `there is no file ${file}`, { file, mend: 'install the suite again', cause });
  });
}

/** Loads `templates/<page>.hbs`, `templates/partials/*.hbs`, `styles/report.css` and `fonts/`. Errors: FILE_NOT_FOUND. */
export async function loadTemplates(
  directory: string,
  name: 'report' | 'data' | 'lint' | 'eligibility' | 'certificate' = 'report',
): Promise<Templates> {
  const partialsFolder = join(directory, 'templates', 'partials');
  const names = (await readdir(partialsFolder).catch(() => [])).filter((file) => file.endsWith('.hbs')).sort();
  const partials: Record<string, string> = {};
  for (const file of names) partials[basename(file, '.hbs')] = (await read(join(partialsFolder, file))).toString('utf8');
  const page = (await read(join(directory, 'templates', `${name}.hbs`))).toString('utf8');
  return {
    page: compilePage(page, partials),
    style: (await read(join(directory, 'styles', 'report.css'))).toString('utf8'),
    fonts: {
      regular: (await read(join(directory, 'fonts', 'Vazirmatn-Regular.woff2'))).toString('base64'),
      bold: (await read(join(directory, 'fonts', 'Vazirmatn-Bold.woff2'))).toString('base64'),
    },
  };
}
