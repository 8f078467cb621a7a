import { AccessError } from '../errors.ts';

/** A template that cannot be resolved without guessing, and where. */
export class TemplateError extends AccessError {
  override readonly name = 'TemplateError';
  /** `Resources.StocksKmsKey.Properties.KeyPolicy` */
  readonly path: string;

  constructor(path: string, problem: string, options: { readonly advice?: string } = {}) {
    super(`${path}: ${problem}${options.advice === undefined ? '' : ` (${options.advice})`}`);
    this.path = path;
  }
}
