import { isRejectedWhen, startOf } from './corrupted-run.ts';
import { at } from './passing-run.ts';

isRejectedWhen('executions start when the key can be used, and only then', [
  [
    'one started with the key disabled',
    (well) => startOf(well, 'plain', at(11)),
    'plain was accepted while the key could not be used',
  ],
  [
    'one started with the role out',
    (well) => startOf(well, 'plain', at(21)),
    'plain was accepted while the key could not be used',
  ],
  [
    'one was refused for the key for no reason',
    (well) => startOf(well, 'role-out', at(3)),
    'role-out should be accepted and was refused: KmsAccessDeniedException',
  ],
  [
    'one went unanswered with everything up',
    (well) => startOf(well, 'no-gateway', at(3)),
    'no-gateway should be accepted and was unknown: TimeoutError',
  ],
]);
