import { AccessError } from '../errors.ts';

/** A template that is not valid or has more than one possible meaning, with the place. */
export class TemplateError extends AccessError {
  override readonly name = 'TemplateError';
  /** `Resources.StocksKmsKey.Properties.KeyPolicy` */
  readonly path: string;
  /** What is wrong there, in plain words. */
  readonly problem: string;
  /** Line and column in the text, both from 1, where the parser gives them. */
  readonly place?: { readonly line: number; readonly column: number };

  constructor(
    path: string,
    problem: string,
    options: { readonly advice?: string; readonly place?: TemplateError['place'] } = {},
  ) {
    super(`${path}: ${problem}${options.advice === undefined ? '' : ` (${options.advice})`}`);
    this.path = path;
    this.problem = problem;
    if (options.place) this.place = options.place;
  }
}

/** Several errors of one template, in the order of the text. Its own message is the first one. */
export class TemplateErrors extends TemplateError {
  readonly errors: readonly TemplateError[];

  constructor(errors: readonly [TemplateError, ...TemplateError[]]) {
    const [first] = errors;
    super(first.path, errors.map(({ problem }) => problem).join('; '));
    this.errors = errors;
  }
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
      const found = error instanceof TemplateErrors ? error.errors : [error];
      // Several items can depend on one value that is not valid.
      for (const one of found) errors.set(one.message, one);
    }
  }
  const [first, ...more] = errors.values();
  if (first) throw more.length === 0 ? first : new TemplateErrors([first, ...more]);
  return results;
}
