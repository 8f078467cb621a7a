import { AccessError } from '../errors.ts';
import { type ReadPath, readPathNames } from '../read-paths/read-paths.ts';
import { isObject, type Json } from '../template/json-value.ts';

/** Questions that an expectation can be about. */
export type Question = 'readers' | 'escalation' | ReadPath;

export const questions: readonly Question[] = ['readers', ...readPathNames, 'escalation'];

/**
 * The expected answers: for each question the ARNs, names or logical ids of all principals with the
 * answer "yes". The comparison skips questions that are left out.
 */
export type Expectation = Readonly<Partial<Record<Question, readonly string[]>>>;

/** An expectation that cannot be read. */
export class ExpectationError extends AccessError {
  override readonly name = 'ExpectationError';
}

/**
 * Reads the file of `--expect`: `{ "version": 1, "readers": ["..."], "logs": [] }`.
 * @throws ExpectationError when its version or a question is unknown, or a value is not a text.
 */
export function parseExpectation(json: Json): Expectation {
  if (!isObject(json) || json['version'] !== 1) {
    throw new ExpectationError('an expectation is an object with "version": 1');
  }
  const { version: _, ...asked } = json;
  const entries = Object.entries(asked).map(([name, value]) => {
    const question = questions.find((one) => one === name);
    if (!question) {
      throw new ExpectationError(
        `${name} is not a question. The questions are: ${questions.join(', ')}`,
      );
    }
    const ids = Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
    if (!Array.isArray(value) || ids.length !== value.length) {
      throw new ExpectationError(`${name} must be a list of texts`);
    }
    return [question, ids] as const;
  });
  if (entries.length === 0) throw new ExpectationError('the expectation has no questions');
  return Object.fromEntries(entries);
}
