/**
 * Loaded before a program: every connection and every name that is looked up is noted in a file, one JSON line each, and then goes its way.
 */
import { appendFileSync } from 'node:fs';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const file = process.env['EGIF_TEST_RECORD'] ?? '';
const note = (what: object): void => appendFileSync(file, `${JSON.stringify(what)}\n`);

const { connect } = net.Socket.prototype;
function noteTarget(first: unknown): void {
  const [options]: readonly unknown[] = Array.isArray(first) ? first : [first];
  if (typeof options === 'object' && options !== null && 'port' in options) {
    note({ connect: 'host' in options ? options.host : 'localhost', port: Number(options.port) });
  } else if (typeof options === 'object' && options !== null && 'path' in options) note({ path: options.path });
  else note({ connect: 'unknown', port: Number(options) });
}
net.Socket.prototype.connect = new Proxy(connect, {
  apply(target, self, args: unknown[]) {
    noteTarget(args[0]);
    return Reflect.apply(target, self, args);
  },
});

const wrap = <T extends (...args: never[]) => unknown>(name: string, original: T): T =>
  new Proxy(original, {
    apply(target, self, args: unknown[]) {
      const asked = String(args[0]);
      // Node asks this way for the address of its own listener too; of an address nobody is asked.
      if (net.isIP(asked) === 0) note({ [name]: asked });
      return Reflect.apply(target, self, args);
    },
  });
Object.assign(dns, { lookup: wrap('lookup', dns.lookup), resolve: wrap('resolve', dns.resolve) });
Object.assign(dns.promises, { lookup: wrap('lookup', dns.promises.lookup), resolve: wrap('resolve', dns.promises.resolve) });
syncBuiltinESMExports();
