import { isRejectedWhen, row, without } from './corrupted-run.ts';

isRejectedWhen('every trade is recorded exactly once, and no other rows exist', [
  [
    'a success does not have a row',
    (well) => ({ rows: without(well, 'plain') }),
    'plain succeeded and has no row',
  ],
  ['a success has two rows', (well) => ({ rows: [...well.rows, row] }), 'plain has 2 rows'],
  [
    'a failure has two rows',
    (well) => ({ rows: [...well.rows, { ...row, executionName: 'put-denied-meanwhile' }] }),
    'put-denied-meanwhile has 2 rows',
  ],
  [
    'a denied put left a row',
    (well) => ({ rows: [...well.rows, { ...row, executionName: 'put-denied' }] }),
    'put-denied with put-denied should have 0 rows',
  ],
  [
    'a row that the table stored does not exist',
    (well) => ({ rows: without(well, 'put-denied-meanwhile') }),
    'put-denied-meanwhile with put-denied-meanwhile should have 1 rows',
  ],
  [
    'a row has another price',
    (well) => ({ rows: [...without(well, 'plain'), { ...row, price: 43 }] }),
    'plain traded at 42 and has a row: buy at 43',
  ],
  [
    'a row has the wrong type of trade',
    (well) => ({
      rows: [...without(well, 'dear'), { executionName: 'dear', type: 'buy', price: 51 }],
    }),
    'dear traded at 51 and has a row: buy at 51',
  ],
  [
    'a row does not have an execution',
    (well) => ({ rows: [...well.rows, { ...row, executionName: 'who' }] }),
    'who has a row but no execution',
  ],
  [
    'a denied start left a row',
    (well) => ({ rows: [...well.rows, { ...row, executionName: 'role-out' }] }),
    'role-out has a row but no execution',
  ],
  [
    'a row exists without its execution although both were saved',
    (well) => ({ rows: [...well.rows, { ...row, executionName: 'lost' }] }),
    'lost has a row but no execution',
  ],
  [
    'the table stored a row twice',
    (well) => ({ stored: [...well.stored, { executionName: 'plain', at: 3000 }] }),
    'plain was stored 2 times',
  ],
]);
