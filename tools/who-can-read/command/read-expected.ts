import { type Expectation, ExpectationError, parseExpectation } from '../report/expectation.ts';
import { toJson } from '../template/json-value.ts';
import type { Options } from './options.ts';

/**
 * What was said of who may read, in a file or by `--expect-reader`; undefined where nothing was.
 * @throws ExpectationError when the file is no expectation; what reading it throws.
 */
export async function readExpectation(
  { expectFile, expectReaders }: Options,
  read: (file: string) => Promise<string>,
): Promise<Expectation | undefined> {
  const inFile = expectFile === undefined ? {} : parse(await read(expectFile), expectFile);
  if (!expectReaders) return expectFile === undefined ? undefined : inFile;
  return { ...inFile, readers: [...(inFile.readers ?? []), ...expectReaders] };
}

function parse(text: string, file: string): Expectation {
  try {
    return parseExpectation(toJson(JSON.parse(text), file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ExpectationError(`${file} is not JSON: ${error.message}`);
  }
}
