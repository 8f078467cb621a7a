import { isRejectedWhen, startOf } from './corrupted-run.ts';
import { at } from './passing-run.ts';

isRejectedWhen('executions start when the key can be used, and only then', [
  [
    'an execution started with the key disabled',
    (records) => startOf(records, 'plain', at(11)),
    'plain was accepted while the key could not be used',
  ],
  [
    'an execution started without the role in the key policy',
    (records) => startOf(records, 'plain', at(21)),
    'plain was accepted while the key could not be used',
  ],
  [
    'a start was denied because of the key without a reason',
    (records) => startOf(records, 'role-out', at(3)),
    'role-out should be accepted and was denied: KmsAccessDeniedException',
  ],
  [
    'a start had no answer although everything was up',
    (records) => startOf(records, 'no-gateway', at(3)),
    'no-gateway should be accepted and was unknown: TimeoutError',
  ],
]);
