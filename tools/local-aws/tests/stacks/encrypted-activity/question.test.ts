import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { InvalidQuestionError } from '../../../../../stacks/encrypted-activity/worker/errors.ts';
import {
  decide,
  parseQuestion,
  wordsOf,
} from '../../../../../stacks/encrypted-activity/worker/question.ts';
import { settingsFrom } from '../../../../../stacks/encrypted-activity/worker/settings.ts';

describe('a question', () => {
  it('names the stock and the value', () => {
    const question = parseQuestion('{"order":{"ticker":"AMZN","stock_price":42},"value":25000}');
    expect(wordsOf(question)).toBe('Trade AMZN for 25000? [y/N] ');
  });

  it('can omit the name of the stock', () => {
    expect(wordsOf(parseQuestion('{"order":{},"value":1}'))).toBe('Trade a stock for 1? [y/N] ');
  });

  it.each([
    ['text that is not JSON', 'order'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no order', '{"value":1}'],
    ['a list instead of the order', '{"order":[],"value":1}'],
    ['a string as the value', '{"order":{},"value":"1"}'],
    ['a number as the ticker', '{"order":{"ticker":1},"value":1}'],
    ['a ticker with terminal control characters', '{"order":{"ticker":"\\u001b[2J"},"value":1}'],
    ['a value inherited from Object.prototype', '{"order":{},"constructor":{}}'],
  ])('is not in %s, and the error does not repeat the input', (_, input) => {
    const parsing = (): unknown => parseQuestion(input);
    expect(parsing).toThrow(InvalidQuestionError);
    expect(parsing).toThrow(
      /^(The input|order|value|order\.ticker) is not (JSON|an object|a number|a ticker symbol)\.$/,
    );
  });
});

describe('a decision', () => {
  it.each(['y', 'Y', 'yes', ' YES '])('approves with the answer "%s"', (answer) => {
    expect(decide(answer)).toEqual({ approved: true });
  });

  it.each(['', 'n', 'no', 'yes no', 'y n', 'ok'])('rejects with the answer "%s"', (answer) => {
    expect(decide(answer)).toMatchObject({ approved: false, error: 'TradeRejected' });
  });
});

describe('the settings of the worker', () => {
  it('are the ARN of the activity', () => {
    expect(settingsFrom({ APPROVAL_ACTIVITY_ARN: 'arn' })).toEqual({ activityArn: 'arn' });
  });

  it.each([{}, { APPROVAL_ACTIVITY_ARN: '' }])(
    'throw an error with the name of a missing variable',
    (environment) => {
      expect(() => settingsFrom(environment)).toThrow('APPROVAL_ACTIVITY_ARN');
    },
  );

  it('are required: the worker exits with one line if they are missing', async () => {
    const worker = new URL(
      '../../../../../stacks/encrypted-activity/worker/main.ts',
      import.meta.url,
    );
    const { stderr, exitCode } = await execa(process.execPath, [fileURLToPath(worker)], {
      env: { APPROVAL_ACTIVITY_ARN: '' },
      reject: false,
    });
    expect(stderr).toMatch(/^\w*Error: .*APPROVAL_ACTIVITY_ARN.*$/);
    expect(exitCode).toBe(1);
  });
});
