/**
 * Servers written by others that the suite is tried on, and how each is started on a port of the loopback.
 */
import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const installed = (...parts) => join(here, 'servers/node_modules', ...parts);
const repository = fileURLToPath(new URL('../../', import.meta.url));

/**
 * `start` gives the command; what it changes lies in `work`, a folder of its own. `ready` is a path that is answered as soon as it listens.
 */
export const servers = [
  {
    name: 'example-todo@6.0.0',
    about: 'the tutorial of LoopBack 4: a list of things to do with a contract that it makes itself',
    ready: '/ping',
    start({ port, work }) {
      cpSync(installed('@loopback/example-todo/data'), join(work, 'data'), { recursive: true });
      return { args: [installed('@loopback/example-todo')], directory: work, env: { PORT: String(port), HOST: '127.0.0.1' } };
    },
  },
  {
    name: 'json-server@0.17.4',
    about: 'a REST service made of one JSON file',
    ready: '/people',
    start({ port, work }) {
      copyFileSync(join(here, 'json-server@0.17.4/db.json'), join(work, 'db.json'));
      return {
        args: [installed('json-server/lib/cli/bin.js'), '--host', '127.0.0.1', '--port', String(port), join(work, 'db.json')],
        directory: work,
      };
    },
  },
  {
    name: 'prism-cli@5.16.0',
    about: 'a mock that answers what a contract says; here the contract of the sample registry of persons',
    ready: '/status',
    start({ port, work }) {
      const contract = join(repository, 'fixtures/agencies/person-registry/openapi.yaml');
      mkdirSync(work, { recursive: true });
      return { args: [installed('@stoplight/prism-cli/dist/index.js'), 'mock', '-h', '127.0.0.1', '-p', String(port), contract], directory: work };
    },
  },
  {
    name: 'http-server@14.1.1',
    about: 'a server of static files, here with a data set as open data',
    ready: '/offices.json',
    start({ port, work }) {
      cpSync(join(here, 'http-server@14.1.1/files'), join(work, 'files'), { recursive: true });
      return {
        args: [installed('http-server/bin/http-server'), join(work, 'files'), '-a', '127.0.0.1', '-p', String(port), '-c-1'],
        directory: work,
      };
    },
  },
  {
    name: 'fastify@5.12.8',
    about: 'a service on fastify, with the contract that @fastify/swagger 9.9.3 makes of its routes',
    ready: '/v1/status',
    start({ port, work }) {
      return { args: [join(here, 'fastify@5.12.8/server.mjs'), String(port)], directory: work };
    },
  },
];
