/**
 * document/code-generatable — of the contract types can be made for its consumers, and they compile.
 *
 * Source   EGIF-TEC-OAS-017.
 * Evidence what the run saw when it made the types (openapi-typescript, strict TypeScript), kept with its settings. Nothing of the contract is run.
 */
import { examined, undetermined } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';

export const codeGeneratable = defineCheck({
  id: 'document/code-generatable',
  safety: 'S0',
  over: 'service',
  params: {},
  findings: ['types-not-generatable'],

  *probe({ contract, types }) {
    if (contract === undefined) return undetermined('no-contract');
    if (types === undefined) return undetermined('types-not-made');
    const findings = types.problems.map(({ message, pointer = '' }) => ({
      code: 'types-not-generatable',
      at: `${contract.file}#${pointer}`,
      ...contract.document.position(pointer),
      got: message,
    }));
    return examined(1, findings);
  },
});
