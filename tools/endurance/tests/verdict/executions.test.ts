import { endOf, isRejectedWhen, startOf } from './corrupted-run.ts';
import { at } from './passing-run.ts';

isRejectedWhen('every accepted execution is there and over, or the emulator lost it', [
  [
    'one is gone without a restart',
    (well) => endOf(well, 'plain', undefined),
    'plain was accepted and is gone',
  ],
  ['one still runs', (well) => endOf(well, 'plain', 'RUNNING'), 'plain did not end: RUNNING'],
  [
    'one that was refused is there',
    (well) => endOf(well, 'role-out', 'SUCCEEDED'),
    'role-out was refused with KmsAccessDeniedException and is there: SUCCEEDED',
  ],
  [
    'one failed without a reason',
    (well) => endOf(well, 'plain', 'FAILED'),
    'plain with no fault should be SUCCEEDED and is FAILED: undefined',
  ],
  [
    'one succeeded though the table refused it',
    (well) => endOf(well, 'put-refused', 'SUCCEEDED'),
    'put-refused with put-refused should be FAILED and is SUCCEEDED: undefined',
  ],
  [
    'one failed though the workflow should try again after a crash',
    (well) => endOf(well, 'crash-before-put', 'FAILED'),
    'crash-before-put with crash-before-put should be SUCCEEDED and is FAILED: undefined',
  ],
  [
    'one from before the state was saved is gone',
    (well) => startOf(well, 'lost', at(49)),
    'lost was accepted and is gone',
  ],
]);
