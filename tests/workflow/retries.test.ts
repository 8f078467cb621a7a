import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FunctionName } from '../functions/handlers.ts';
import { createInMemoryTable } from '../functions/in-memory-table.ts';
import { captureWritten } from '../functions/written.ts';
import { execute } from './execution.ts';
import { failsWith } from './lambda.ts';
import { buying, selling } from './sample-execution.ts';

/** What may be over by the next try, in every task: Lambda's own errors, lost time, an ended process. */
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
/** What the next try meets again. */
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
const tasks = [
  ['check-price', buying],
  ['buy', buying],
  ['sell', selling],
  ['save', buying],
] as const;
const times = (count: number, name: string) => Array.from({ length: count }, () => failsWith(name));
const countOf = (invocations: readonly FunctionName[], name: FunctionName) =>
  invocations.filter((other) => other === name).length;

describe.each(tasks)('the task of %s', (name, execution) => {
  const transient =
    name === 'save' ? [...TRANSIENT, 'TransactionStoreUnavailableError'] : TRANSIENT;
  const lasting = name === 'save' ? LASTING : [...LASTING, 'TransactionStoreUnavailableError'];
  let table: ReturnType<typeof createInMemoryTable>;

  beforeEach(() => {
    captureWritten();
    table = createInMemoryTable();
  });
  afterEach(() => table.dynamodb.restore());

  it.each(transient)('gets over %s that heals at the last try, and records once', async (error) => {
    const outcome = await execute(execution, { [name]: times(RETRIES, error) });

    expect(outcome.status).toBe('SUCCEEDED');
    expect(countOf(outcome.invocations, name)).toBe(RETRIES + 1);
    expect(table.rows()).toHaveLength(1);
  });

  it.each(transient)('fails with %s that does not heal, and records nothing', async (error) => {
    const outcome = await execute(execution, { [name]: times(RETRIES + 1, error) });

    expect(outcome).toMatchObject({ status: 'FAILED', error });
    expect(countOf(outcome.invocations, name)).toBe(RETRIES + 1);
    expect(table.rows()).toEqual([]);
  });

  it.each(lasting)('fails at once with %s', async (error) => {
    const outcome = await execute(execution, { [name]: [failsWith(error)] });

    expect(outcome).toMatchObject({ status: 'FAILED', error });
    expect(countOf(outcome.invocations, name)).toBe(1);
    expect(table.rows()).toEqual([]);
  });
});
