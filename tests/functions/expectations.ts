import { FUNCTION_NAMES } from './handlers.ts';
import { readEvent } from './read-json.ts';

/** The expected result for one event file. events/README.md explains each key. */
export type Expectation = {
  readonly file: string;
  /** Left out for the input of an execution. */
  readonly functionName: string | undefined;
  readonly output: unknown;
  readonly outputPattern: Readonly<Record<string, string>> | undefined;
  readonly error: { readonly name: string; readonly message: string } | undefined;
};

const get = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

const toError = (value: unknown): Expectation['error'] =>
  value === undefined
    ? undefined
    : { name: String(get(value, 'errorType')), message: String(get(value, 'errorMessage')) };

const toPattern = (value: unknown): Expectation['outputPattern'] =>
  typeof value !== 'object' || value === null
    ? undefined
    : Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));

const toExpectation = ([file, entry]: [string, unknown]): Expectation => {
  const functionName = FUNCTION_NAMES.find((name) => name === get(entry, 'function'));
  const expectation = {
    file,
    functionName,
    output: get(entry, 'output'),
    outputPattern: toPattern(get(entry, 'output_pattern')),
    error: toError(get(entry, 'error')),
  };
  const answers = [expectation.output, expectation.outputPattern, expectation.error];
  const isWhole =
    (functionName !== undefined) !== (get(entry, 'workflow') === 'stock-trading') &&
    answers.filter((answer) => answer !== undefined).length === 1;
  if (!isWhole) {
    throw new Error(`events/expected.json must have exactly one expected result for ${file}`);
  }
  return expectation;
};

/** Reads events/expected.json. */
export const readExpectations = (): readonly Expectation[] =>
  Object.entries(Object(readEvent('expected.json'))).map(toExpectation);

/** Returns matchers for `toEqual`, which rejects missing and extra fields. */
export const fieldsMatching = (patterns: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(patterns).map(([field, pattern]) => {
      const whole = new RegExp(`^(?:${pattern})$`);
      return [field, { asymmetricMatch: (value: unknown) => whole.test(String(value)) }];
    }),
  );
