/**
 * The door of the dev room: the loopback sample agency with its faults, and the test PKI. For trying out; nothing of it can be certified.
 *
 * Room     dev (floor 6). May be imported by cli.
 */
export { startAgency, type AgencyOptions, type RunningAgency } from './agency.js';
export { faults, listFaults, type ListedFault } from './faults.js';
export type { Fault } from './faults/fault.js';
export { createPki, serverCertificateKinds, type KeyedCertificate, type Pki, type PkiOptions, type ServerCertificateKind } from './pki.js';
export { startProxy, type ProxyCounts, type ProxyOptions, type RunningProxy } from './proxy.js';
export type { Condition, Deeds, LossKind, ProxyRule, ProxyScript, Restarts } from './proxy-script.js';
export { proxyScriptOf, readProxyScript, type LoadedScript } from './read-proxy-script.js';
export { writePki, type WrittenPki } from './write-pki.js';
