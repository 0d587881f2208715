/**
 * Loaded before a program: every way to the network throws, so that whatever still works needs none.
 */
import dns from 'node:dns';
import net from 'node:net';
import { syncBuiltinESMExports } from 'node:module';
import tls from 'node:tls';

const refuse = (): never => {
  throw new Error('the network was touched');
};

net.Socket.prototype.connect = refuse;
Object.assign(net, { connect: refuse, createConnection: refuse });
Object.assign(tls, { connect: refuse });
Object.assign(dns, { lookup: refuse, resolve: refuse });
Object.assign(dns.promises, { lookup: refuse, resolve: refuse });
syncBuiltinESMExports();
