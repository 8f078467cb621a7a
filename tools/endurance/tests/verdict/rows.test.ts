import type { Records } from '../../verdict/records.ts';
import { isRejectedWhen, row, without } from './corrupted-run.ts';

/** Adds a row of an execution to the records. */
const oneMoreRow = (executionName: string) => (records: Records) => ({
  rows: [...records.rows, { ...row, executionName }],
});

isRejectedWhen('every trade is recorded exactly once, and no other rows exist', [
  [
    'a success does not have a row',
    (records) => ({ rows: without(records, 'plain') }),
    'plain succeeded and has no row',
  ],
  ['a success has two rows', oneMoreRow('plain'), 'plain has 2 rows'],
  ['a failure has two rows', oneMoreRow('put-denied-meanwhile'), 'put-denied-meanwhile has 2 rows'],
  [
    'a denied put left a row',
    oneMoreRow('put-denied'),
    'put-denied with put-denied should have 0 rows',
  ],
  [
    'a row that the table stored does not exist',
    (records) => ({ rows: without(records, 'put-denied-meanwhile') }),
    'put-denied-meanwhile with put-denied-meanwhile should have 1 rows',
  ],
  [
    'a row has another price',
    (records) => ({ rows: [...without(records, 'plain'), { ...row, price: 43 }] }),
    'plain traded at 42 and has a row: buy at 43',
  ],
  [
    'a row has the wrong type of trade',
    (records) => ({
      rows: [
        ...without(records, 'expensive'),
        { executionName: 'expensive', type: 'buy', price: 51 },
      ],
    }),
    'expensive traded at 51 and has a row: buy at 51',
  ],
  ['a row does not have an execution', oneMoreRow('who'), 'who has a row but no execution'],
  ['a denied start left a row', oneMoreRow('role-out'), 'role-out has a row but no execution'],
  [
    'a row exists without its execution although both were saved',
    oneMoreRow('lost'),
    'lost has a row but no execution',
  ],
  [
    'the table stored a row twice',
    (records) => ({ stored: [...records.stored, { executionName: 'plain', at: 3000 }] }),
    'plain was stored 2 times',
  ],
]);
