import { isRejectedWhen, startOf } from './corrupted-run.ts';
import { at } from './passing-run.ts';

isRejectedWhen('executions start when the key can be used, and only then', [
  [
    'an execution started with the key disabled',
    (well) => startOf(well, 'plain', at(11)),
    'plain was accepted while the key could not be used',
  ],
  [
    'an execution started without the role in the key policy',
    (well) => startOf(well, 'plain', at(21)),
    'plain was accepted while the key could not be used',
  ],
  [
    'a start was denied because of the key without a reason',
    (well) => startOf(well, 'role-out', at(3)),
    'role-out should be accepted and was denied: KmsAccessDeniedException',
  ],
  [
    'a start had no answer although everything was up',
    (well) => startOf(well, 'no-gateway', at(3)),
    'no-gateway should be accepted and was unknown: TimeoutError',
  ],
]);
