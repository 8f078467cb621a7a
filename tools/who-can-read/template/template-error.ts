import { AccessError } from '../errors.ts';

/** A template that is not valid or has more than one possible meaning, with the place. */
export class TemplateError extends AccessError {
  override readonly name = 'TemplateError';
  /** `Resources.StocksKmsKey.Properties.KeyPolicy` */
  readonly path: string;
  /** What is wrong there, in plain words. */
  readonly problem: string;
  /** What to do about it. */
  readonly advice?: string;
  /** Line and column in the text, both from 1, where the parser gives them. */
  readonly place?: { readonly line: number; readonly column: number };
  /** The file of a template that is not the main one, or of a text that a template includes. */
  readonly file?: string;

  constructor(path: string, problem: string, options: TemplateErrorOptions = {}) {
    super(`${path}: ${problem}${options.advice === undefined ? '' : ` (${options.advice})`}`);
    this.path = path;
    this.problem = problem;
    if (options.advice !== undefined) this.advice = options.advice;
    if (options.place) this.place = options.place;
    if (options.file !== undefined) this.file = options.file;
  }
}

/** The optional parts of an error. */
export type TemplateErrorOptions = Partial<Pick<TemplateError, 'advice' | 'place' | 'file'>>;

/** Several errors of one template, in the order of the text. Its own message is the first one. */
export class TemplateErrors extends TemplateError {
  readonly errors: readonly TemplateError[];

  constructor(errors: readonly [TemplateError, ...TemplateError[]]) {
    const [first] = errors;
    super(first.path, errors.map(({ problem }) => problem).join('; '));
    this.errors = errors;
  }
}

/** Returns the single errors of an error. */
export function singleErrors(error: TemplateError): readonly TemplateError[] {
  return error instanceof TemplateErrors ? error.errors : [error];
}

/**
 * Returns the result of some work on the template of a file. Its errors name the file, except for errors
 * that name another one already.
 * @throws what the work throws.
 */
export function inFile<Result>(file: string | undefined, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TemplateError) || file === undefined) throw error;
    const [first, ...more] = singleErrors(error).map((one) => named(one, file));
    throw first && more.length > 0 ? new TemplateErrors([first, ...more]) : first;
  }
}

function named(error: TemplateError, file: string): TemplateError {
  if (error.file !== undefined) return error;
  return new TemplateError(error.path, error.problem, { ...error, file });
}

/**
 * Returns the results for all items, in order.
 * @throws TemplateError after the last item, if one had an error; TemplateErrors if several had.
 */
export function collectErrors<Item, Result>(
  items: Iterable<Item>,
  work: (item: Item) => readonly Result[],
): readonly Result[] {
  const results: Result[] = [];
  const errors = new Map<string, TemplateError>();
  for (const item of items) {
    try {
      results.push(...work(item));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      // Several items can depend on one value that is not valid.
      for (const one of singleErrors(error)) errors.set(`${one.file}: ${one.message}`, one);
    }
  }
  const [first, ...more] = errors.values();
  if (first) throw more.length === 0 ? first : new TemplateErrors([first, ...more]);
  return results;
}

/**
 * Runs all functions.
 * @throws TemplateError after the last one, if one had an error; TemplateErrors if several had.
 */
export function runAll(checks: readonly (() => unknown)[]): void {
  collectErrors(checks, (check) => {
    check();
    return [];
  });
}

/**
 * Returns the result of some work, during which a name is marked as being resolved, so that a loop is found.
 * @throws what the work throws. The mark is then removed: another use of the name has the same error.
 */
export function whileResolving<Result>(
  known: Map<string, Result | 'being resolved'>,
  name: string,
  work: () => Result,
): Result {
  known.set(name, 'being resolved');
  try {
    return work();
  } catch (error) {
    known.delete(name);
    throw error;
  }
}
