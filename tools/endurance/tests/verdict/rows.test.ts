import { type Case, isRejectedWhen, row, without } from './corrupted-run.ts';

/** Cases in which the table has one more row of an execution. */
const oneMoreRow = (cases: readonly (readonly [title: string, name: string, says: string])[]) =>
  cases.map(([title, executionName, says]): Case => {
    const corrupt: Case[1] = ({ rows }) => ({ rows: [...rows, { ...row, executionName }] });
    return [title, corrupt, says];
  });

isRejectedWhen('every trade is recorded exactly once, and no other rows exist', [
  ...oneMoreRow([
    ['a success has two rows', 'plain', 'plain has 2 rows'],
    ['a failure has two rows', 'put-denied-meanwhile', 'put-denied-meanwhile has 2 rows'],
    ['a denied put left a row', 'put-denied', 'put-denied with put-denied should have 0 rows'],
    ['a row does not have an execution', 'who', 'who has a row but no execution'],
    ['a denied start left a row', 'role-out', 'role-out has a row but no execution'],
    ['a row exists, and its saved execution does not', 'lost', 'lost has a row but no execution'],
  ]),
  [
    'a success does not have a row',
    (records) => ({ rows: without(records, 'plain') }),
    'plain succeeded and has no row',
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
  [
    'the table stored a row twice',
    (records) => ({ stored: [...records.stored, { executionName: 'plain', at: 3000 }] }),
    'plain was stored 2 times',
  ],
]);
