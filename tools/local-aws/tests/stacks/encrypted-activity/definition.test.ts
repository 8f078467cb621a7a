import { describe, expect, it } from '@jest/globals';
import validate from 'asl-validator';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { textOf } from 'test-fixtures/resolved-stack';
import { parseTemplate } from 'who-can-read';

const text = textOf('stacks/encrypted-activity/approval.asl.json');
const definition = JSON.parse(text);
const { Resources } = Object(parseTemplate(textOf('stacks/encrypted-activity/template.yaml')));
const { Properties: stateMachine } = Resources.ApprovalStateMachine;
const STATES = 'arn:aws:states:us-east-1:123456789012';

const substituted = (): StateMachineDefinition =>
  JSON.parse(
    text
      .replaceAll('${Partition}', 'aws')
      .replaceAll('${ApprovalActivityArn}', `${STATES}:activity:approval`)
      .replaceAll('${StockTradingStateMachineArn}', `${STATES}:stateMachine:stock-trading`)
      .replaceAll('${StockTradingExecutionArn}', `${STATES}:execution:stock-trading`),
  );

describe('the approval workflow', () => {
  it('is valid Amazon States Language', () => {
    const verdict = validate(substituted());
    expect(verdict.errorsText()).toBe('');
    expect(verdict.isValid).toBe(true);
  });

  it('gives a value to every substitution, and uses every value', () => {
    const used = new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(stateMachine.DefinitionSubstitutions).sort());
  });

  it('uses the activity of its own template, under its own key', () => {
    const { Properties: activity } = Resources.ApprovalActivity;
    expect(stateMachine.DefinitionSubstitutions.ApprovalActivityArn['Fn::Sub']).toMatch(
      /:activity:\$\{AWS::StackName\}$/,
    );
    expect(activity.Name).toEqual({ Ref: 'AWS::StackName' });
    expect(activity.EncryptionConfiguration).toEqual(stateMachine.EncryptionConfiguration);
    expect(definition.States['Approve Trade'].Resource).toBe('${ApprovalActivityArn}');
  });

  it('times out a worker only after three missed heartbeats', () => {
    expect(definition.States['Approve Trade'].HeartbeatSeconds).toBe(60);
    expect(textOf('stacks/encrypted-activity/worker/main.ts')).toContain('beatEvery: 20_000');
  });
});

type Input = Parameters<StateMachine['run']>[0];

/** Runs the definition; each task of a state is a function. */
async function execute(input: Input, tasks: Record<string, () => Promise<Input>> = {}) {
  const never = async (): Promise<Input> => {
    throw new Error('this task must not run');
  };
  const overrides = { 'Approve Trade': never, 'Start Trade': never, ...tasks };
  const run = new StateMachine(substituted()).run(input, {
    context: { Execution: { Name: 'order-1', Id: `${STATES}:execution:approval:order-1` } },
    overrides: {
      taskResourceLocalHandlers: overrides,
      retryIntervalOverrides: { 'Approve Trade': 0, 'Start Trade': 0 },
    },
  });
  const output = await run.result.catch(() => undefined);
  let error: string | undefined;
  for await (const event of run.eventLogs)
    if (event.type === 'ExecutionFailed') error = event.Error;
  return { output, error };
}
const failsWith = (name: string) => Object.assign(new Error(name), { name });
const order = { ticker: 'AMZN', stock_price: 42 };
const started = { ExecutionArn: `${STATES}:execution:stock-trading:order-1` };

describe('an execution of the approval workflow', () => {
  it('starts a trade without approval up to 10,000', async () => {
    const tasks = { 'Start Trade': async () => started };
    expect(await execute({ order, value: 10_000 }, tasks)).toEqual({ output: started });
  });

  it('asks for approval above 10,000, and starts the trade after the approval', async () => {
    const asked: string[] = [];
    const tasks = {
      'Approve Trade': async () => {
        asked.push('approval');
        return { approved: true };
      },
      'Start Trade': async () => started,
    };
    expect(await execute({ order, value: 10_001 }, tasks)).toEqual({ output: started });
    expect(asked).toEqual(['approval']);
  });

  /**
   * A public bug report: the answer of StartExecution was lost, the trade ended before the retry, and
   * the approval failed with ExecutionAlreadyExists although the trade was made.
   */
  it('succeeds with the ARN of a trade that an earlier attempt started', async () => {
    const attempts: string[] = [];
    const tasks = {
      'Start Trade': async () => {
        attempts.push('start');
        if (attempts.length === 1) throw failsWith('States.Timeout');
        throw failsWith('StepFunctions.ExecutionAlreadyExistsException');
      },
    };
    expect(await execute({ order, value: 1 }, tasks)).toEqual({ output: started });
    expect(attempts).toHaveLength(2);
  });

  it('fails with any other error of StartExecution', async () => {
    const tasks = {
      'Start Trade': async () => {
        throw failsWith('StepFunctions.ExecutionLimitExceededException');
      },
    };
    const { error } = await execute({ order, value: 1 }, tasks);
    expect(error).toBe('StepFunctions.ExecutionLimitExceededException');
  });

  it.each<[string, Input]>([
    ['no value', { order }],
    ['a value that is a string', { order, value: '25000' }],
    ['null as the value', { order, value: null }],
    ['no order', { value: 1 }],
    ['an empty object', {}],
    ['a list', []],
  ])(
    'fails with InvalidRequest for %s, without an approval task or a trade',
    async (_what, input) => {
      expect((await execute(input)).error).toBe('InvalidRequest');
    },
  );
});
