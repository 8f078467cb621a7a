import { AccessError } from '../errors.ts';

/** A template that cannot be resolved without guessing, and where. */
export class TemplateError extends AccessError {
  override readonly name = 'TemplateError';
  /** `Resources.StocksKmsKey.Properties.KeyPolicy` */
  readonly path: string;
  /** Line and column in the text, both from 1, where the parser gives them. */
  readonly place?: { readonly line: number; readonly column: number };

  constructor(
    path: string,
    problem: string,
    options: { readonly advice?: string; readonly place?: TemplateError['place'] } = {},
  ) {
    super(`${path}: ${problem}${options.advice === undefined ? '' : ` (${options.advice})`}`);
    this.path = path;
    if (options.place) this.place = options.place;
  }
}

/** Several errors of one template, in the order of the text. */
export class TemplateErrors extends AccessError {
  override readonly name = 'TemplateErrors';
  readonly errors: readonly TemplateError[];

  constructor(errors: readonly TemplateError[]) {
    super(errors.map(({ message }) => message).join('\n'));
    this.errors = errors;
  }
}
