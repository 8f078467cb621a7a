import { CreateStateMachineCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { poll } from 'helpers/poll';
import { browserForTests } from './browser.ts';
import { rootClients, trade } from './workflow.ts';

/**
 * Problems from a first class: lists that end without a message, errors that are hard to find,
 * states that the emulator does not record, and names that do not exist.
 */
const { fixture, open } = browserForTests();
const { stepFunctions } = rootClients(fixture);
const COUNT = 130;

/** A state machine without a customer managed key, so that each identity can read its executions. */
async function create(name: string, definition: object): Promise<string> {
  const { stateMachineArn = '' } = await stepFunctions.send(
    new CreateStateMachineCommand({
      name,
      roleArn: 'arn:aws:iam::123456789012:role/auditor',
      definition: JSON.stringify(definition),
    }),
  );
  return stateMachineArn;
}

const pass = (name: string) => ({ StartAt: name, States: { [name]: { Type: 'Pass', End: true } } });

beforeAll(async () => {
  const many = await create('many', pass('Only'));
  for (let index = 0; index < COUNT; index += 1) {
    const name = `run-${String(index).padStart(3, '0')}`;
    await stepFunctions.send(new StartExecutionCommand({ stateMachineArn: many, name }));
  }
  const failing = await create('failing', {
    StartAt: 'Fine',
    States: {
      Fine: { Type: 'Pass', Next: 'Broken' },
      Broken: { Type: 'Fail', Error: 'PriceMissing', Cause: '{"errorMessage":"No price came."}' },
    },
  });
  await stepFunctions.send(new StartExecutionCommand({ stateMachineArn: failing, name: 'bad' }));
  const framed = await create('framed', {
    StartAt: 'Both',
    States: {
      Both: { Type: 'Parallel', Branches: [pass('Left'), pass('Right')], End: true },
    },
  });
  await stepFunctions.send(new StartExecutionCommand({ stateMachineArn: framed, name: 'one' }));
  const loop = await create('loop', {
    StartAt: 'Again',
    States: {
      Again: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, 1)' }, Next: 'Enough?' },
      'Enough?': {
        Type: 'Choice',
        Choices: [{ Variable: '$.n', NumericGreaterThan: 80, Next: 'Done' }],
        Default: 'Again',
      },
      Done: { Type: 'Succeed' },
    },
  });
  await stepFunctions.send(
    new StartExecutionCommand({ stateMachineArn: loop, name: 'long', input: '{"n":0}' }),
  );
}, 60_000);

describe('a list of many executions', () => {
  const route = {
    as: 'operator',
    view: 'state-machine',
    stateMachine: 'many',
    tab: 'executions',
  } as const;

  it('says how many it shows, and shows more on request', async () => {
    const { page, troubles } = await open(route);
    await page.getByText('100 of more than 100 executions shown').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText(`${COUNT} executions`, { exact: true }).waitFor();

    expect(await page.locator('tbody tr').count()).toBe(COUNT);
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('is filtered by a part of the name, also in parts that are not shown', async () => {
    const { page } = await open(route);
    await page.getByLabel('Name contains').fill('run-00');
    await page.getByText(`10 of ${COUNT} executions match, 10 shown`).waitFor();

    expect(await page.locator('tbody tr').count()).toBe(10);
    await page.context().close();
  });

  it('is filtered by status', async () => {
    const { page } = await open(route);
    await page.getByLabel('Status').selectOption('FAILED');
    await page.getByText('No execution matches the filter.').waitFor();
    await page.getByLabel('Status').selectOption('SUCCEEDED');
    await page.locator('tbody tr').nth(99).waitFor();
    await page.context().close();
  });
});

describe('a failed execution', () => {
  it('shows error and cause first, and in the panel of the failed state', async () => {
    const { page } = await open({
      ...{ as: 'operator', view: 'execution', stateMachine: 'failing', execution: 'bad' },
    });
    const error = page.getByRole('region', { name: 'Error of the execution' });
    await error.getByRole('heading', { name: 'PriceMissing' }).waitFor();
    await error.getByText('No price came.', { exact: true }).waitFor();
    await error.getByText(/redrive-execution|cannot be redriven/).waitFor();
    const state = page.getByRole('region', { name: 'State: Broken' });
    await state.getByText('PriceMissing').waitFor();
    const above = await error.evaluate(
      (node) =>
        node.compareDocumentPosition(document.querySelector('.graph') ?? node) ===
        Node.DOCUMENT_POSITION_FOLLOWING,
    );

    expect(above).toBe(true);
    await page.context().close();
  });
});

describe('an execution', () => {
  it('with a Parallel state has a frame, and says what the emulator does not record', async () => {
    const { page } = await open({
      ...{ as: 'operator', view: 'execution', stateMachine: 'framed', execution: 'one' },
    });
    const graph = page.getByRole('region', { name: 'Graph of the execution' });
    await graph.getByRole('button', { name: 'Both, Parallel, succeeded' }).waitFor();
    const inner = graph.getByRole('button', { name: /^Left, Pass, (succeeded|not recorded)/ });
    await inner.waitFor();

    expect(await graph.locator('.frame').count()).toBe(1);
    await page.context().close();
  });

  it('with hundreds of events shows the last ones, and the others on request', async () => {
    const { page } = await open({
      ...{ as: 'operator', view: 'execution', stateMachine: 'loop', execution: 'long' },
    });
    const history = page.getByRole('region', { name: 'Event history' });
    await history.getByRole('rowheader', { name: 'ExecutionSucceeded' }).waitFor();
    expect(await history.locator('tbody tr').count()).toBeLessThanOrEqual(100);
    await history.getByRole('button', { name: 'First' }).click();
    await history.getByRole('rowheader', { name: 'ExecutionStarted' }).waitFor();

    await history.getByText(/^Events 1 to 100 of \d{3}$/).waitFor();
    await page.context().close();
  });

  it('has a table of its states with durations in milliseconds', async () => {
    const { page } = await open({
      ...{ as: 'operator', view: 'execution', stateMachine: 'framed', execution: 'one' },
    });
    const states = page.getByRole('region', { name: 'States', exact: true });
    const row = states.getByRole('row', { name: /Both/ });
    await row.waitFor();

    expect(await row.textContent()).toMatch(/[\d,]+ ms/);
    await page.context().close();
  });

  it('has buttons that copy', async () => {
    const execution = await trade(fixture, { ticker: 'AMZN', stock_price: 42 });
    const { page } = await open({
      ...{ as: 'operator', view: 'execution', stateMachine: 'stock-trading', execution },
    });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy ARN of the execution' }).click();
    await page.getByText('Copied: ARN of the execution.').waitFor();

    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(new RegExp(`:execution:stock-trading:${execution}$`));
    await page.context().close();
  });
});

describe('a name that does not exist', () => {
  it('of a state machine is an error state', async () => {
    const { page } = await open({
      ...{ as: 'operator', view: 'state-machine', stateMachine: 'missing', tab: 'executions' },
    });
    await page.getByRole('heading', { name: 'There is no state machine of this name' }).waitFor();

    expect(await page.getByRole('button', { name: 'Start execution' }).count()).toBe(0);
    await page.context().close();
  });

  it('of an identity is an error state, until you choose another identity', async () => {
    const { page } = await open({ as: 'mallory', view: 'state-machines' });
    await page.getByRole('heading', { name: 'There is no such identity' }).waitFor();
    await page.getByLabel('Looking as').selectOption('auditor');

    await page.getByRole('heading', { name: 'State machines' }).waitFor();
    await page.context().close();
  });
});

describe('requests of a running execution', () => {
  it('ask only for events after the last known one', async () => {
    const { page } = await open({
      ...{ as: 'root', view: 'state-machine', stateMachine: 'loop', tab: 'executions' },
    });
    const asked: number[] = [];
    page.on('request', (request) => {
      const { name, input } = Object(JSON.parse(request.postData() ?? '{}'));
      if (name === 'states:GetExecutionHistory') asked.push(input.after);
    });
    await page.getByRole('link', { name: 'long' }).click();
    const history = page.getByRole('region', { name: 'Event history' });
    await history.getByRole('rowheader', { name: 'ExecutionSucceeded' }).waitFor();
    // The page asks when it draws. Two changes before the next frame are one, so each must be seen to ask.
    await page.getByLabel('Looking as').selectOption('operator');
    await poll('The second request', async () => (asked.length >= 2 ? true : undefined));
    await page.getByLabel('Looking as').selectOption('root');
    await poll('The third request', async () => (asked.length >= 3 ? true : undefined));

    // Each identity reads for itself. A second request asks for new events only.
    expect(asked.slice(0, 2)).toEqual([0, 0]);
    expect(asked.at(-1)).toBeGreaterThan(100);
    await page.context().close();
  });
});
