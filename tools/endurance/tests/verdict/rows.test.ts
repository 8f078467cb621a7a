import { isRejectedWhen, row, without } from './corrupted-run.ts';

isRejectedWhen('every trade is recorded exactly once, and nothing else is', [
  [
    'a success has no row',
    (well) => ({ rows: without(well, 'plain') }),
    'plain succeeded and has no row',
  ],
  ['a success has two rows', (well) => ({ rows: [...well.rows, row] }), 'plain has 2 rows'],
  [
    'a failure has two rows',
    (well) => ({ rows: [...well.rows, { ...row, executionName: 'put-refused-meanwhile' }] }),
    'put-refused-meanwhile has 2 rows',
  ],
  [
    'a refused put left a row',
    (well) => ({ rows: [...well.rows, { ...row, executionName: 'put-refused' }] }),
    'put-refused with put-refused should have 0 rows',
  ],
  [
    'a row is gone though the table had stored it',
    (well) => ({ rows: without(well, 'put-refused-meanwhile') }),
    'put-refused-meanwhile with put-refused-meanwhile should have 1 rows',
  ],
  [
    'a row has another price',
    (well) => ({ rows: [...without(well, 'plain'), { ...row, price: 43 }] }),
    'plain traded at 42 and has a row: buy at 43',
  ],
  [
    'a row has the wrong side',
    (well) => ({
      rows: [...without(well, 'dear'), { executionName: 'dear', type: 'buy', price: 51 }],
    }),
    'dear traded at 51 and has a row: buy at 51',
  ],
  [
    'a row is of nobody',
    (well) => ({ rows: [...well.rows, { ...row, executionName: 'who' }] }),
    'who has a row but no execution',
  ],
  [
    'a refused start left a row',
    (well) => ({ rows: [...well.rows, { ...row, executionName: 'role-out' }] }),
    'role-out has a row but no execution',
  ],
  [
    'a row outlived an execution though both were saved',
    (well) => ({ rows: [...well.rows, { ...row, executionName: 'lost' }] }),
    'lost has a row but no execution',
  ],
  [
    'the table stored one twice',
    (well) => ({ stored: [...well.stored, { executionName: 'plain', at: 3000 }] }),
    'plain was stored 2 times',
  ],
]);
