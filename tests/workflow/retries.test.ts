import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createInMemoryTable } from '../functions/in-memory-table.ts';
import { captureWritten } from '../functions/written.ts';
import { taskStates } from './definition.ts';
import { execute } from './execution.ts';
import { failsWith } from './lambda.ts';
import { buying, selling } from './sample-execution.ts';

/** Temporary errors of every task: errors of Lambda, timeouts, an ended process. */
const TRANSIENT = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  'Runtime.ExitError',
  'Sandbox.Timedout',
  'States.Timeout',
];
/** Errors that the next attempt would get again. */
const LASTING = [
  'InvalidInputError',
  'MissingSettingError',
  'TransactionConflictError',
  'TransactionStoreError',
  'Lambda.ResourceNotFoundException',
  'Lambda.AccessDeniedException',
  'Lambda.KMSAccessDeniedException',
  'Runtime.ImportModuleError',
  'TypeError',
];
const RETRIES = 4;
/** Temporary errors of one function. */
const TEMPORARY_OF: Readonly<Record<string, readonly string[]>> = {
  save: ['TransactionStoreUnavailableError'],
};
const OWN = Object.values(TEMPORARY_OF).flat();
const times = (count: number, name: string) => Array.from({ length: count }, () => failsWith(name));
const countOf = (invocations: readonly string[], name: string) =>
  invocations.filter((other) => other === name).length;

describe.each(taskStates())('the state $name', ({ functionName: name }) => {
  const execution = name === 'sell' ? selling : buying;
  const own = TEMPORARY_OF[name] ?? [];
  const transient = [...TRANSIENT, ...own];
  const lasting = [...LASTING, ...OWN.filter((error) => !own.includes(error))];
  let table: ReturnType<typeof createInMemoryTable>;

  beforeEach(() => {
    captureWritten();
    table = createInMemoryTable();
  });
  afterEach(() => table.dynamodb.restore());

  it.each(transient)(
    'succeeds after %s if the last attempt succeeds, and records once',
    async (error) => {
      const outcome = await execute(execution, { [name]: times(RETRIES, error) });

      expect(outcome.status).toBe('SUCCEEDED');
      expect(countOf(outcome.invocations, name)).toBe(RETRIES + 1);
      expect(table.rows()).toHaveLength(1);
    },
  );

  it.each(transient)(
    'fails with %s after the last attempt, and does not record a trade',
    async (error) => {
      const outcome = await execute(execution, { [name]: times(RETRIES + 1, error) });

      expect(outcome).toMatchObject({ status: 'FAILED', error });
      expect(countOf(outcome.invocations, name)).toBe(RETRIES + 1);
      expect(table.rows()).toEqual([]);
    },
  );

  it.each(lasting)('fails with %s without a retry', async (error) => {
    const outcome = await execute(execution, { [name]: [failsWith(error)] });

    expect(outcome).toMatchObject({ status: 'FAILED', error });
    expect(countOf(outcome.invocations, name)).toBe(1);
    expect(table.rows()).toEqual([]);
  });
});
