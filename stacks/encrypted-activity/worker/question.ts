/** A trade that a person is asked about. */
export type Question = {
  /** In whole currency units. */
  readonly value: number;
  readonly ticker?: string;
};

/** The task's input is not what the workflow sends. */
export class InvalidQuestionError extends Error {
  override readonly name = 'InvalidQuestionError';
}

/**
 * Takes the input of a task for a question.
 *
 * @param input JSON text: `{ "order": { "ticker"?: string, ... }, "value": number }`
 * @throws InvalidQuestionError, which repeats none of the input.
 */
export function parseQuestion(input: string): Question {
  const { order, value } = fieldsOf(parse(input), 'the input');
  const { ticker } = fieldsOf(order, 'order');
  if (typeof value !== 'number') throw new InvalidQuestionError('value is no number.');
  if (ticker === undefined) return { value };
  // What is shown on a terminal must not be able to write over it.
  if (typeof ticker !== 'string' || !/^[A-Z0-9.-]{1,12}$/.test(ticker)) {
    throw new InvalidQuestionError('order.ticker is none.');
  }
  return { value, ticker };
}

/** The question as a person reads it. */
export function wordsOf({ ticker, value }: Question): string {
  return `Trade ${ticker ?? 'a stock'} for ${value}? [y/N] `;
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
    throw new InvalidQuestionError(`${name} is no object.`);
  }
  return Object.fromEntries(Object.entries(value));
}
