import { InvalidQuestionError } from './errors.ts';

/** A trade that needs an approval. */
export type Question = {
  /** In whole currency units. */
  readonly value: number;
  readonly ticker?: string;
};

/** The answer to a question, as the worker reports it. */
export type Decision =
  | { readonly approved: true }
  | { readonly approved: false; readonly error: string; readonly cause: string };

/**
 * Returns the question in the input of a task.
 *
 * @param input JSON text: `{ "order": { "ticker"?: string, ... }, "value": number }`
 * @throws InvalidQuestionError, which does not repeat the input
 */
export function parseQuestion(input: string): Question {
  const { order, value } = fieldsOf(parse(input), 'The input');
  const { ticker } = fieldsOf(order, 'order');
  if (typeof value !== 'number') throw new InvalidQuestionError('value is not a number.');
  if (ticker === undefined) return { value };
  // The text must not control the terminal that shows it.
  if (typeof ticker !== 'string' || !/^[A-Z0-9.-]{1,12}$/.test(ticker)) {
    throw new InvalidQuestionError('order.ticker is not a ticker symbol.');
  }
  return { value, ticker };
}

/** Returns the question as the worker shows it. */
export function wordsOf({ ticker, value }: Question): string {
  return `Trade ${ticker ?? 'a stock'} for ${value}? [y/N] `;
}

/** Returns the decision. Only "y" and "yes" approve a trade. */
export function decide(answer: string): Decision {
  return /^y(es)?$/i.test(answer.trim())
    ? { approved: true }
    : { approved: false, error: 'TradeRejected', cause: 'The approver did not say yes.' };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidQuestionError('The input is not JSON.', { cause });
  }
}

function fieldsOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidQuestionError(`${name} is not an object.`);
  }
  return Object.fromEntries(Object.entries(value));
}
