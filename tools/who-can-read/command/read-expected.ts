import { type Expectation, ExpectationError, parseExpectation } from '../report/expectation.ts';
import { toJson } from '../template/json-value.ts';
import type { Options } from './options.ts';

/**
 * Returns the expected readers, from a file or from `--expect-reader`; undefined where none are given.
 * @throws ExpectationError when the file is not an expectation. Also throws what reading the file throws.
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
