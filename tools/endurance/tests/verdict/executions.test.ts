import { endOf, isRejectedWhen, startOf } from './corrupted-run.ts';
import { at } from './passing-run.ts';

isRejectedWhen('every accepted execution exists and has ended, or the emulator lost it', [
  [
    'an execution disappears without a restart',
    (records) => endOf(records, 'plain', undefined),
    'plain was accepted and does not exist',
  ],
  [
    'an execution still runs',
    (records) => endOf(records, 'plain', 'RUNNING'),
    'plain did not end: RUNNING',
  ],
  [
    'a denied execution exists',
    (records) => endOf(records, 'role-out', 'SUCCEEDED'),
    'role-out was denied with KmsAccessDeniedException and exists: SUCCEEDED',
  ],
  [
    'an execution failed without a reason',
    (records) => endOf(records, 'plain', 'FAILED'),
    'plain with no fault should be SUCCEEDED and is FAILED: undefined',
  ],
  [
    'an execution succeeded although the table denied its put',
    (records) => endOf(records, 'put-denied', 'SUCCEEDED'),
    'put-denied with put-denied should be FAILED and is SUCCEEDED: undefined',
  ],
  [
    'an execution failed although the workflow should retry after a crash',
    (records) => endOf(records, 'crash-before-put', 'FAILED'),
    'crash-before-put with crash-before-put should be SUCCEEDED and is FAILED: undefined',
  ],
  [
    'an execution from before the last saved state does not exist',
    (records) => startOf(records, 'lost', at(49)),
    'lost was accepted and does not exist',
  ],
]);
