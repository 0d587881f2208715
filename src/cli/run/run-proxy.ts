/**
 * The outbound proxy of a run: that of the operator, else that of the statement. The process's environment (HTTP_PROXY and its kin) has no say: what
 * a run goes through is in its arguments or its statement, and in its report.
 *
 * Room     cli (floor 7).
 */
import { EgifError } from '../../errors.js';
import { resolveSecret } from '../../index/cases.js';
import type { Environment } from '../../index/files.js';
import type { ProxyOptions } from '../../index/live.js';
import type { World } from '../world.js';

interface ProxyArguments {
  readonly proxy?: string | undefined;
  readonly 'proxy-password'?: string | undefined;
  readonly 'proxy-names': boolean;
  readonly 'allow-network': readonly string[];
  readonly offline: boolean;
}

/** Says that nothing is between this machine and the service, whatever the statement says. */
const direct = 'direct';
/** An operator who names a proxy says by it that it may be contacted; metadata services never may. */
const everywhere = ['0.0.0.0/0', '::/0'];
const shape = 'write http://host:port, or direct';

/** What the proxy of a run is handed, if it has one. */
export function proxyKind(args: ProxyArguments, { proxy }: Environment): { readonly proxy?: 'addresses' | 'names' } {
  if (args.offline || args.proxy === direct || (args.proxy === undefined && proxy === undefined)) return {};
  return { proxy: (args.proxy === undefined ? proxy?.names : args['proxy-names']) === true ? 'names' : 'addresses' };
}

async function ofOperator(text: string, args: ProxyArguments, world: World): Promise<ProxyOptions> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new EgifError('USAGE', '--proxy is no address of a proxy', { mend: shape });
  if (url.password !== '')
    throw new EgifError('USAGE', 'a password does not belong on a command line', {
      mend: 'name where it is to be found with --proxy-password env:NAME',
    });
  const reference = args['proxy-password'];
  if ((url.username === '') !== (reference === undefined))
    throw new EgifError('USAGE', 'a credential of the proxy is a user name and a password', {
      mend: 'write the user name into --proxy (http://user@host:port) and name the password with --proxy-password',
    });
  const given = { url: url.origin, networks: everywhere, names: args['proxy-names'] };
  if (reference === undefined) return given;
  const password = await resolveSecret(reference, { env: world.env, directory: world.directory });
  return { ...given, credential: { username: decodeURIComponent(url.username), password } };
}

/** The proxy of a run, with its credential. Errors: USAGE, SECRET_UNAVAILABLE. */
export async function proxyOf(
  args: ProxyArguments,
  { environment, directory }: { readonly environment: Environment; readonly directory: string },
  world: World,
): Promise<ProxyOptions | undefined> {
  if (args.proxy === undefined && (args['proxy-password'] !== undefined || args['proxy-names']))
    throw new EgifError('USAGE', '--proxy-password and --proxy-names belong to --proxy', { mend: shape });
  if (args.proxy !== undefined && args.proxy !== direct) return ofOperator(args.proxy, args, world);
  const { proxy } = environment;
  if (proxy === undefined || args.proxy === direct || args.offline) return undefined;
  const { username, password: reference } = proxy;
  // The statement names it; the operator must let it stand where it stands, like every other host.
  const given = { url: proxy.url, networks: args['allow-network'], names: proxy.names ?? false };
  if (username === undefined || reference === undefined) return given;
  return { ...given, credential: { username, password: await resolveSecret(reference, { env: world.env, directory }) } };
}
