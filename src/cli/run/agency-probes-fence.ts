/**
 * The fence around an agency's probe, inside its own process: no connection but `egif.send`, no signal to other processes. Files cannot be written
 * and nothing can be started there by Node's own permissions, with which the process is started.
 *
 * It keeps honest code from going around the limits of the run by oversight. It is no jail: what is run here is the agency's own code, on the machine
 * and by the will of who starts the run.
 *
 * Room     cli (floor 7).
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const refuse = (): never => {
  throw new Error('a probe sends with egif.send alone');
};

/** Takes the ways out of this process. Call before any code of a probe is loaded. */
export function raiseFence(): void {
  net.Socket.prototype.connect = refuse;
  net.Server.prototype.listen = refuse;
  net.connect = refuse;
  net.createConnection = refuse;
  dgram.createSocket = refuse;
  Object.assign(dns, { lookup: refuse, resolve: refuse, resolve4: refuse, resolve6: refuse, resolveAny: refuse, reverse: refuse });
  Object.assign(dns.promises, { lookup: refuse, resolve: refuse, resolve4: refuse, resolve6: refuse, resolveAny: refuse, reverse: refuse });
  process.kill = refuse;
  process.abort = () => process.exit(1);
  syncBuiltinESMExports();
}
