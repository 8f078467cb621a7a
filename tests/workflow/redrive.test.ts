import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createInMemoryTable } from '../functions/in-memory-table.ts';
import { captureWritten } from '../functions/written.ts';
import { execute, redrive } from './execution.ts';
import { failsWith, runsAndReports } from './lambda.ts';
import { buying, selling } from './sample-execution.ts';

// id: redrive
describe('a redriven execution', () => {
  let table: ReturnType<typeof createInMemoryTable>;

  beforeEach(() => {
    captureWritten();
    table = createInMemoryTable();
  });
  afterEach(() => table.dynamodb.restore());

  it.each([
    ['check-price', buying, 'Check Stock Value', ['check-price', 'buy', 'save']],
    ['buy', buying, 'Buy Stock', ['buy', 'save']],
    ['sell', selling, 'Sell Stock', ['sell', 'save']],
    ['save', selling, 'Record Transaction', ['save']],
  ] as const)('goes on where %s failed and records once', async (name, execution, state, rest) => {
    const broken = await execute(execution, { [name]: [failsWith('MissingSettingError')] });
    expect(broken).toMatchObject({ status: 'FAILED', failed: { state } });
    expect(table.rows()).toEqual([]);

    const redriven = await redrive(execution, broken);

    expect(redriven.status).toBe('SUCCEEDED');
    expect(redriven.invocations).toEqual(rest);
    expect(table.rows()).toHaveLength(1);
  });

  it('makes the trade that it would have made without the failure', async () => {
    const broken = await execute(buying, { buy: [failsWith('MissingSettingError')] });
    const redriven = await redrive(buying, broken);

    expect(redriven.output).toEqual((await execute(buying)).output);
    expect(table.rows()).toHaveLength(1);
  });

  it('records once where save had got through before it failed for good', async () => {
    const broken = await execute(buying, { save: [runsAndReports('TransactionStoreError')] });
    expect(broken.status).toBe('FAILED');
    expect(table.rows()).toHaveLength(1);

    const redriven = await redrive(buying, broken);

    expect(redriven.status).toBe('SUCCEEDED');
    expect(table.attempts()).toBe(2);
    expect(table.rows()).toHaveLength(1);
  });
});
