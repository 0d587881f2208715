/** A child that issues and revokes until it is killed. It says on stdout, line by line, what was acknowledged to it. Arguments: folder, first number. */
import { join } from 'node:path';
import { grantedOf, loadKeys, openFolder, prepare } from './authority-folder.js';

const [, , directory = '', from = '1'] = process.argv;
const keys = await loadKeys(join(directory, 'keys.json'));
const { authority } = await openFolder(directory, keys);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
say('ready');
for (let number = Number(from); number < Number(from) + 1000; number += 1) {
  await prepare(authority, number);
  const { id } = await authority.issue(grantedOf(number, Date.now()));
  say(`issued ${number} ${id}`);
  const { released } = await authority.settle();
  if (released.includes(id)) say(`released ${id}`);
  const isRevoked = authority.state().certificates.get(id)?.bits.revocation === true;
  if (number % 2 === 0 && !isRevoked) {
    const approvals = [0, 1].map((one) => `sha256:${`${number}0${one}`.padStart(64, 'f')}`);
    await authority.change({ certificate: id, act: 'revoke', reason: 'endpoint-gone', decision: `sha256:${'5'.repeat(64)}`, approvals });
    say(`revoked ${id}`);
    await authority.settle();
    say(`published ${id}`);
  }
}
