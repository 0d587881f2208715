/**
 * The catalogue of requirements: every topic file of one folder, checked, under one reference and one digest.
 *
 * The folder holds `<topic>.yaml` files (schema CatalogueFile) and `VERSION`, one line `<id>@<version>`.
 *
 * Room     profile (floor 3).
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadedDocument } from '../contract/api-model.js';
import { digestOf } from '../contract/canonical.js';
import type { CatalogueFile, Requirement } from '../contract/documents.js';
import { decodeText, loadDocument, readBounded } from '../contract/load-document.js';
import { EgifError, EgifProblems } from '../errors.js';
import { errorAt, requireDocument } from './require-document.js';

/** All requirements of one version of the law. */
export interface Catalogue {
  /** `egif-requirements@0.1.0` */
  readonly ref: string;
  /** Over reference and requirements in the order of their ids; the split into files does not matter. */
  readonly digest: string;
  /** By id, in the order of ids. */
  readonly requirements: ReadonlyMap<string, Requirement>;
}

async function referenceIn(directory: string): Promise<string> {
  const file = join(directory, 'VERSION');
  const text = decodeText(await readBounded(file, 1024), file).trim();
  if (/^[a-z][a-z0-9-]*@[0-9]+\.[0-9]+\.[0-9]+$/.test(text)) return text;
  throw new EgifError('CATALOGUE_INVALID', `${file} does not hold one <id>@<version>`, {
    file,
    line: 1,
    mend: 'write for example egif-requirements@0.1.0',
  });
}

/** The folder's YAML files by name, in a stable order; locks (`*.lock.yaml`) are none of them. */
export async function yamlFilesIn(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((cause: unknown) => {
    throw new EgifError('FILE_NOT_FOUND', `the folder ${directory} cannot be read`, { file: directory, mend: 'name an existing folder', cause });
  });
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name) && !/\.lock\.ya?ml$/.test(entry.name))
    .map((entry) => join(directory, entry.name))
    .sort();
}

interface TopicFile {
  readonly document: LoadedDocument;
  readonly content: CatalogueFile;
}

/** What the schema cannot say: ids are unique, and id, topic and layer agree. */
function* disagreements(files: readonly TopicFile[]): Generator<EgifError> {
  const layers: Readonly<Record<string, string>> = { TEC: 'technical', DAT: 'data', COD: 'coding', ORG: 'organisational', LEG: 'legal' };
  const seen = new Map<string, string>();
  for (const { document, content } of files) {
    for (const [index, requirement] of content.requirements.entries()) {
      const { id, topic, layer } = requirement;
      const at = (member: string, message: string, mend: string): EgifError =>
        errorAt('CATALOGUE_INVALID', document, { pointer: `/requirements/${index}/${member}`, message, mend });
      const first = seen.get(id);
      if (first !== undefined) yield at('id', `${id} stands already in ${first}`, 'give the new requirement a new number; numbers are never reused');
      seen.set(id, document.file);
      if (id !== `EGIF-${topic}-${id.slice(-3)}`) yield at('topic', `${id} is not of topic ${topic}`, `write topic: ${id.slice(5, -4)}`);
      else if (topic !== content.topic)
        yield at('topic', `${topic} does not belong in a file of ${content.topic}`, 'move it to the file of its topic');
      if (layers[id.slice(5, 8)] !== layer) yield at('layer', `${id} is not of layer ${layer}`, `write layer: ${layers[id.slice(5, 8)] ?? ''}`);
    }
  }
}

/** Reads the catalogue of a folder. Errors: CATALOGUE_INVALID with the line of each problem, FILE_*, DOCUMENT_*. */
export async function loadCatalogue(directory: string): Promise<Catalogue> {
  const ref = await referenceIn(directory);
  const documents = await Promise.all((await yamlFilesIn(directory)).map((file) => loadDocument(file)));
  const problems: EgifError[] = [];
  const files: TopicFile[] = [];
  for (const document of documents) {
    try {
      files.push({ document, content: requireDocument('CatalogueFile', 'CATALOGUE_INVALID', document) });
    } catch (error) {
      if (!(error instanceof EgifProblems)) throw error;
      problems.push(...error.problems);
    }
  }
  problems.push(...disagreements(files));
  if (problems.length > 0) throw new EgifProblems(problems);
  const all = files.flatMap(({ content }) => content.requirements).sort((a, b) => (a.id < b.id ? -1 : 1));
  if (all.length === 0) {
    throw new EgifError('CATALOGUE_INVALID', `${directory} holds no requirement`, { file: directory, mend: 'name the folder of a catalogue' });
  }
  return { ref, digest: digestOf({ ref, requirements: all }), requirements: new Map(all.map((requirement) => [requirement.id, requirement])) };
}
