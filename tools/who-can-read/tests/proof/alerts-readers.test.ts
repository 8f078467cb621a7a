import { describe, expect, it } from '@jest/globals';
import { answers, idOf } from 'test-fixtures/readers-of';
import { ACCOUNT, situationOf } from 'test-fixtures/resolved-stack';

describe('a stack that sends alerts', () => {
  it('has the readers of one that does not', () => {
    const alerting = situationOf('template.yaml', 'stock-trading', {
      AlertEmail: 'desk@example.com',
    });
    expect(answers(alerting)).toEqual(answers(situationOf('template.yaml', 'stock-trading', {})));
    expect(answers(alerting).decrypt.yes).toEqual([
      idOf(alerting, ACCOUNT, 'StockTradingStateMachineExecutionRole'),
    ]);
  });
});
