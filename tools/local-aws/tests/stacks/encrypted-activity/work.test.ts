import { KmsAccessDeniedException, SFNClient, TaskTimedOut } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Turn, work } from '../../../../../stacks/encrypted-activity/worker/work.ts';

const INPUT = '{"order":{"ticker":"AMZN"},"value":25000}';
const timedOut = new TaskTimedOut({ message: 'too late', $metadata: {} });
const lost = Object.assign(new Error('no answer'), { name: 'TimeoutError' });

type Operation = 'GetActivityTask' | 'SendTaskSuccess' | 'SendTaskFailure' | 'SendTaskHeartbeat';

/** Answers of Step Functions by operation: one a call, the last one for all later calls. */
const answers = new Map<Operation, readonly (object | Error)[]>();
const calls: { operation: string; input: Record<string, unknown> }[] = [];
const callsOf = (operation: Operation) => calls.filter((call) => call.operation === operation);

/** By the name of the command: the worker has an SDK of its own, whose classes are others. */
const send = async (command: { input: object }): Promise<object> => {
  const operation = command.constructor.name.replace('Command', '') as Operation;
  const planned = answers.get(operation) ?? [{}];
  const answer = planned[Math.min(callsOf(operation).length, planned.length - 1)] ?? {};
  calls.push({ operation, input: { ...command.input } });
  if (answer instanceof Error) throw answer;
  return answer;
};
const client = Object.assign(new SFNClient({ region: 'us-east-1' }), { send });
const turn = (more: Partial<Turn> = {}) =>
  work({
    clients: { polls: client, reports: client },
    activityArn: 'arn:aws:states:us-east-1:123456789012:activity:approval',
    ask: async () => 'y',
    signal: new AbortController().signal,
    beatEvery: 5,
    reportLimits: { giveUpAfter: 60, pause: 5 },
    ...more,
  });

beforeEach(() => {
  calls.length = 0;
  answers.clear();
  answers.set('GetActivityTask', [{ taskToken: 'token', input: INPUT }]);
});

describe('a turn of the worker', () => {
  it('reports an approval, after the question', async () => {
    const asked: string[] = [];
    const ask = async (words: string) => {
      asked.push(words);
      return 'y';
    };
    expect(await turn({ ask })).toBe('approved');
    expect(asked).toEqual(['Trade AMZN for 25000? [y/N] ']);
    expect(callsOf('SendTaskSuccess')).toHaveLength(1);
    expect(callsOf('SendTaskFailure')).toHaveLength(0);
  });

  it('reports a rejection', async () => {
    expect(await turn({ ask: async () => 'n' })).toBe('rejected');
    expect(callsOf('SendTaskFailure')[0]?.input).toMatchObject({
      taskToken: 'token',
      error: 'TradeRejected',
    });
  });

  it('rejects an input that is not a question, without asking', async () => {
    answers.set('GetActivityTask', [{ taskToken: 'token', input: '{}' }]);
    const ask = () => Promise.reject(new Error('asked'));
    expect(await turn({ ask })).toBe('rejected');
    expect(callsOf('SendTaskFailure')[0]?.input['error']).toBe('InvalidQuestionError');
  });

  it('does not report a result without a task', async () => {
    answers.set('GetActivityTask', [{}]);
    expect(await turn()).toBe('no task');
    expect(calls).toHaveLength(1);
  });

  it('sends heartbeats until the person answers', async () => {
    const beats = () => callsOf('SendTaskHeartbeat').length;
    const ask = async () => {
      while (beats() < 3) await new Promise((resolve) => setTimeout(resolve, 1));
      return 'y';
    };
    expect(await turn({ ask })).toBe('approved');
    const after = beats();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(beats()).toBe(after);
  });

  it('ends when its credentials expire before the person answers', async () => {
    const expired = Object.assign(new Error('expired'), { name: 'ExpiredTokenException' });
    answers.set('SendTaskHeartbeat', [expired]);
    const ask = (_: string, signal: AbortSignal) =>
      new Promise<string>((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('no answer needed')));
      });
    await expect(turn({ ask })).rejects.toThrow('expired');
    expect(callsOf('SendTaskSuccess')).toHaveLength(0);
  });

  it('stops asking when the task has timed out', async () => {
    answers.set('SendTaskHeartbeat', [timedOut]);
    const ask = (_: string, signal: AbortSignal): Promise<string> =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    expect(await turn({ ask })).toBe('too late');
    expect(callsOf('SendTaskSuccess')).toHaveLength(0);
  });

  it('returns "too late" if the task timed out before the report', async () => {
    answers.set('SendTaskSuccess', [timedOut]);
    expect(await turn()).toBe('too late');
  });

  it('throws the error of a poll without the key', async () => {
    const denial = new KmsAccessDeniedException({ message: 'no', $metadata: {} });
    answers.set('GetActivityTask', [denial]);
    await expect(turn()).rejects.toBe(denial);
  });

  it('does not report a result if the person exits', async () => {
    const gone = new Error('the terminal is closed');
    await expect(turn({ ask: () => Promise.reject(gone) })).rejects.toBe(gone);
    expect(callsOf('SendTaskSuccess')).toHaveLength(0);
    expect(callsOf('SendTaskFailure')).toHaveLength(0);
  });

  it('retries a report whose answer was lost', async () => {
    answers.set('SendTaskSuccess', [lost, {}]);
    expect(await turn()).toBe('approved');
    expect(callsOf('SendTaskSuccess')).toHaveLength(2);
  });

  it('returns "unconfirmed" when the answer was lost and the task is gone', async () => {
    answers.set('SendTaskSuccess', [lost, timedOut]);
    expect(await turn()).toBe('unconfirmed');
  });

  /** A public bug report: SendTaskSuccess hung while heartbeats went on, so the trade waited a day. */
  it('stops its heartbeats when the report begins, and stops after its time limit', async () => {
    answers.set('SendTaskSuccess', [lost]);
    const beats = () => callsOf('SendTaskHeartbeat').length;
    let before = 0;
    const ask = async () => {
      before = beats();
      return 'y';
    };
    expect(await turn({ ask })).toBe('unconfirmed');
    expect(callsOf('SendTaskSuccess').length).toBeGreaterThan(2);
    expect(beats()).toBe(before);
  });

  it('throws an error if it loses its permission to report', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    answers.set('SendTaskSuccess', [denied]);
    await expect(turn()).rejects.toBe(denied);
    expect(callsOf('SendTaskSuccess')).toHaveLength(1);
  });
});
