import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createInMemoryTable } from '../functions/in-memory-table.ts';
import { captureWritten } from '../functions/written.ts';
import { taskStates } from './definition.ts';
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

  it.each(taskStates())('continues at $name and records once', async ({ name, functionName }) => {
    const execution = functionName === 'sell' ? selling : buying;
    const whole = (await execute(execution)).invocations;
    table.dynamodb.restore();
    table = createInMemoryTable();
    const broken = await execute(execution, { [functionName]: [failsWith('MissingSettingError')] });
    expect(broken).toMatchObject({ status: 'FAILED', failed: { state: name } });
    expect(table.rows()).toEqual([]);

    const redriven = await redrive(execution, broken);

    expect(redriven.status).toBe('SUCCEEDED');
    expect(redriven.invocations).toEqual(whole.slice(whole.indexOf(functionName)));
    expect(table.rows()).toHaveLength(1);
  });

  it('makes the same trade as without the failure', async () => {
    const broken = await execute(buying, { buy: [failsWith('MissingSettingError')] });
    const redriven = await redrive(buying, broken);

    expect(redriven.output).toEqual((await execute(buying)).output);
    expect(table.rows()).toHaveLength(1);
  });

  it('records once if save wrote the row before it failed', async () => {
    const broken = await execute(buying, { save: [runsAndReports('TransactionStoreError')] });
    expect(broken.status).toBe('FAILED');
    expect(table.rows()).toHaveLength(1);

    const redriven = await redrive(buying, broken);

    expect(redriven.status).toBe('SUCCEEDED');
    expect(table.attempts()).toBe(2);
    expect(table.rows()).toHaveLength(1);
  });
});
