/**
 * The page of a server: each finding with the clause that is violated, the request and the answer as the evidence holds them, and what was seen by
 * hand.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { indexOfPack, packPath } from '../../dist/src/evidence/pack.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const longestBody = 600;
const changing = new Set(['date', 'etag', 'last-modified']);

/** A body by its digest: in the pack of short ones, or in a file of its own. */
async function bodyOf(evidence, hex) {
  const pack = await readFile(join(evidence, packPath)).catch(() => undefined);
  const place = pack === undefined ? undefined : indexOfPack(pack).place(`sha256:${hex}`);
  if (place !== undefined) return pack.toString('utf8', place.start, place.start + place.length);
  return (await readFile(join(evidence, 'blobs/sha256', hex.slice(0, 2), hex))).toString('utf8');
}

async function exchangeText(observation, evidence) {
  if (observation.kind !== 'http')
    return `${observation.kind} ${observation.place}: ${JSON.stringify(observation.hello ?? observation.session ?? observation.lost)}`;
  const { action, response, lost } = observation;
  const url = new URL(action.url);
  const headers = action.headers.filter(([name]) => !/^user-agent$/i.test(name)).map(([name, value]) => `${name}: ${value}`);
  const lines = [
    `${action.method} ${url.pathname}${url.search}`,
    ...headers,
    ...(action.body === undefined ? [] : ['', action.body.slice(0, longestBody)]),
  ];
  if (response === undefined) return [...lines, '', `(lost: ${lost?.cause})`].join('\n');
  const hex = response.body.slice('sha256:'.length);
  const body = await bodyOf(evidence, hex);
  const fields = response.headers.map(([name, value]) => `${name}: ${changing.has(name.toLowerCase()) ? '…' : value}`);
  const shown = body.length > longestBody ? `${body.slice(0, longestBody)}…` : body;
  return [...lines, '', `HTTP/1.1 ${response.status}`, ...fields, ...(shown === '' ? [] : ['', shown])].join('\n');
}

/** The observation that a finding is about: among those of the failed instances, the one at its place. */
function observationOf(finding, row, observations) {
  const place = finding.at.replace(/^[a-z0-9-]+(?=\/)/, '').replace(/#.*$/, '');
  const seen = row.instances.filter(({ verdict }) => verdict === 'failed').flatMap(({ evidence = [] }) => evidence.map((seq) => observations[seq]));
  return seen.find((each) => each !== undefined && (each.place === place || `/${each.place}` === place)) ?? seen.find((each) => each !== undefined);
}

/** The text of the page. */
export async function pageOf({ server, report, evidence, confirmed }) {
  const manifest = JSON.parse(await readFile(join(evidence, 'manifest.json'), 'utf8'));
  const rows = report.requirements.filter(({ findings }) => findings.length > 0);
  const notes = new Map(confirmed.map((each) => [`${each.requirement} ${each.code}`, each]));
  const parts = [
    `# ${server.name}: what is found, and whether it is true\n\n${server.about[0].toUpperCase()}${server.about.slice(1)}. Made by \`npm run practice -- --write\` from a run and from \`findings.yaml\`, which a person writes.\n\n`,
    `Verdicts: ${Object.entries(report.counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}. Each requirement and code stands here once, with the first place where it shows.\n`,
  ];
  for (const row of rows) {
    for (const code of [...new Set(row.findings.map((finding) => finding.code))]) {
      const all = row.findings.filter((finding) => finding.code === code);
      const [finding] = all;
      const note = notes.get(`${row.id} ${code}`);
      const observation = observationOf(finding, row, manifest.observations);
      const facts = [finding.got === undefined ? '' : `got \`${finding.got}\``, finding.want === undefined ? '' : `want \`${finding.want}\``];
      parts.push(
        [
          `\n## ${row.id} ${code}`,
          '',
          `At \`${finding.at}\`${all.length > 1 ? ` and ${all.length - 1} more` : ''}${facts
            .filter((fact) => fact !== '')
            .map((fact) => `; ${fact}`)
            .join('')}.`,
          '',
          `Clause: ${note?.clause ?? '(not confirmed)'}. By hand: ${note?.seen ?? '(not confirmed)'}`,
          ...(observation === undefined ? [] : ['', '```http', await exchangeText(observation, evidence), '```']),
          '',
        ].join('\n'),
      );
    }
  }
  // Stack traces of a server name the folder that it stands in.
  return parts
    .join('')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1')
    .replaceAll(repository, '…/');
}
