import {
  GetActivityTaskCommand,
  KmsAccessDeniedException,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { type Work, work } from '../../../../../stacks/encrypted-activity/worker/work.ts';

const INPUT = '{"order":{"ticker":"AMZN"},"value":25000}';
const timedOut = new TaskTimedOut({ message: 'too late', $metadata: {} });
const states = mockClient(SFNClient);
const turn = (more: Partial<Work> = {}) =>
  work({
    client: new SFNClient({ region: 'us-east-1' }),
    activityArn: 'arn:aws:states:us-east-1:123456789012:activity:approval',
    ask: async () => 'y',
    signal: new AbortController().signal,
    beatEvery: 5,
    ...more,
  });

beforeEach(() => {
  states.reset();
  states.onAnyCommand().resolves({});
  states.on(GetActivityTaskCommand).resolves({ taskToken: 'token', input: INPUT });
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
    expect(states.commandCalls(SendTaskSuccessCommand)).toHaveLength(1);
    expect(states.commandCalls(SendTaskFailureCommand)).toHaveLength(0);
  });

  it('reports a rejection', async () => {
    expect(await turn({ ask: async () => 'n' })).toBe('rejected');
    expect(states.commandCalls(SendTaskFailureCommand)[0]?.args[0].input).toMatchObject({
      taskToken: 'token',
      error: 'TradeRejected',
    });
  });

  it('asks nobody about a task that it does not understand, and rejects it', async () => {
    states.on(GetActivityTaskCommand).resolves({ taskToken: 'token', input: '{}' });
    const ask = () => Promise.reject(new Error('asked'));
    expect(await turn({ ask })).toBe('rejected');
    expect(states.commandCalls(SendTaskFailureCommand)[0]?.args[0].input.error).toBe(
      'InvalidQuestionError',
    );
  });

  it('reports nothing when there is no task', async () => {
    states.on(GetActivityTaskCommand).resolves({});
    expect(await turn()).toBe('nothing to do');
    expect(states.calls()).toHaveLength(1);
  });

  it('gives signs of life while a person thinks', async () => {
    const beats = () => states.commandCalls(SendTaskHeartbeatCommand).length;
    const ask = async () => {
      while (beats() < 3) await new Promise((resolve) => setTimeout(resolve, 1));
      return 'y';
    };
    expect(await turn({ ask })).toBe('approved');
    const after = beats();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(beats()).toBe(after);
  });

  it('ends when its credentials are over while a person thinks, and says so', async () => {
    const expired = Object.assign(new Error('expired'), { name: 'ExpiredTokenException' });
    states.on(SendTaskHeartbeatCommand).rejects(expired);
    const ask = (_: string, signal: AbortSignal) =>
      new Promise<string>((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('no answer needed')));
      });
    await expect(turn({ ask })).rejects.toThrow('expired');
    expect(states.commandCalls(SendTaskSuccessCommand)).toHaveLength(0);
  });

  it('stops asking when the task has been given up', async () => {
    states.on(SendTaskHeartbeatCommand).rejects(timedOut);
    const ask = (_: string, signal: AbortSignal): Promise<string> =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    expect(await turn({ ask })).toBe('too late');
    expect(states.commandCalls(SendTaskSuccessCommand)).toHaveLength(0);
  });

  it('says so when an answer comes too late', async () => {
    states.on(SendTaskSuccessCommand).rejects(timedOut);
    expect(await turn()).toBe('too late');
  });

  it('fails without the key', async () => {
    const refusal = new KmsAccessDeniedException({ message: 'no', $metadata: {} });
    states.on(GetActivityTaskCommand).rejects(refusal);
    await expect(turn()).rejects.toBe(refusal);
  });

  it('reports nothing when the person leaves', async () => {
    const gone = new Error('the terminal is closed');
    await expect(turn({ ask: () => Promise.reject(gone) })).rejects.toBe(gone);
    expect(states.commandCalls(SendTaskSuccessCommand)).toHaveLength(0);
    expect(states.commandCalls(SendTaskFailureCommand)).toHaveLength(0);
  });
});
