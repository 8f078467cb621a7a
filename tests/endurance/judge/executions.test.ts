import { doesNotHoldWhen, endOf, startOf } from './spoilt.ts';
import { at } from './well.ts';

doesNotHoldWhen('every accepted execution is there and over, or the emulator lost it', [
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
    'plain with no mishap should be SUCCEEDED and is FAILED: undefined',
  ],
  [
    'one succeeded though save crashed',
    (well) => endOf(well, 'crash-before-put', 'SUCCEEDED'),
    'crash-before-put with crash-before-put should be FAILED and is SUCCEEDED: undefined',
  ],
  [
    'one from before the state was saved is gone',
    (well) => startOf(well, 'lost', at(49)),
    'lost was accepted and is gone',
  ],
]);
