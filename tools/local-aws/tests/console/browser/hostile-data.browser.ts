import { CreateStateMachineCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeAll, expect, it } from '@jest/globals';
import { browserForTests, show } from './browser.ts';
import { rootClients } from './workflow.ts';

/** Anyone who can start an execution decides what the page shows: names, inputs, errors and causes. */
const { fixture, open } = browserForTests();
const { stepFunctions } = rootClients(fixture);
const stateMachine = 'hostile';
const execution = 'attack';

const MARKUP = '<img src=x onerror="document.title=\'attacked\'">';
const CLOSING = `</script></textarea></svg>${MARKUP}\${7*7}{{7*7}}`;
const LINK = '<a href="javascript:document.title=\'attacked\'">click</a>';

beforeAll(async () => {
  const { stateMachineArn } = await stepFunctions.send(
    new CreateStateMachineCommand({
      name: stateMachine,
      roleArn: 'arn:aws:iam::123456789012:role/auditor',
      definition: JSON.stringify({
        Comment: CLOSING,
        StartAt: MARKUP,
        States: {
          [MARKUP]: { Type: 'Pass', Next: LINK },
          [LINK]: {
            ...{ Type: 'Fail', Error: MARKUP },
            Cause: JSON.stringify({ errorMessage: CLOSING }),
          },
        },
      }),
    }),
  );
  await stepFunctions.send(
    new StartExecutionCommand({
      ...{ stateMachineArn, name: execution },
      input: JSON.stringify({ [CLOSING]: MARKUP, link: LINK, __proto__: { polluted: true } }),
    }),
  );
}, 60_000);

// id: console-hostile-data
it('text of a workflow is shown as text, and never as markup or a link', async () => {
  const { page, troubles } = await open({ as: 'operator', view: 'state-machines' });
  const shown = async (): Promise<void> => {
    expect(await page.title()).not.toBe('attacked');
    expect(await page.locator('main img, main script, [href^="javascript:"]').count()).toBe(0);
  };
  await show(page, { as: 'operator', view: 'state-machine', stateMachine, tab: 'definition' });
  await page.getByText('onerror').first().waitFor();
  await shown();
  await show(page, { as: 'operator', view: 'execution', stateMachine, execution });
  const error = page.getByRole('region', { name: 'Error of the execution' });
  await error.getByRole('heading', { name: 'onerror' }).waitFor();
  await error.getByText('{{7*7}}').first().waitFor();
  await page
    .getByRole('region', { name: 'Execution input' })
    .getByText('onerror')
    .first()
    .waitFor();
  for (const name of [MARKUP, LINK]) {
    await page
      .getByRole('button', { name: `${name}, ` })
      .first()
      .click();
    await page.getByRole('region', { name: `State: ${name}` }).waitFor();
    await shown();
  }

  // Names in the address are the reader's own, or those of a link from someone else.
  for (const part of [MARKUP, LINK, '__proto__', '..%2f..', '%']) {
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      `#/operator/state-machines/${encodeURIComponent(part)}/executions/${encodeURIComponent(part)}`,
    );
    await page.getByRole('heading', { name: /There is no|does not exist|Exception/ }).waitFor();
    await shown();
  }
  expect(troubles).toEqual([]);
  await page.context().close();
}, 60_000);
