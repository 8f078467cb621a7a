import { describe, expect, it } from '@jest/globals';
import { uncoveredFiles } from '../coverage.ts';

const counts = (covered: number, total: number) => ({ covered, total, pct: 0 });
const FUNCTION = 'export function decide(): void {}\n';
const TABLE = 'export const RULES = { a: 1 } as const;\n';
const TYPES = '/** A verdict. */\nexport interface Verdict {}\nexport type Word = string;\n';

/** What is reported of a file with this text and these counts. */
const reported = (source: string, lines: [number, number], functions: [number, number]) =>
  uncoveredFiles(
    { 'file.ts': { lines: counts(...lines), functions: counts(...functions) } },
    new Map([['file.ts', source]]),
  );

describe('a file of the decision path', () => {
  it('is reported when no test runs one of its functions', () => {
    expect(reported(FUNCTION, [3, 10], [0, 2])).toEqual(['file.ts']);
  });

  it('is not reported when a test runs one', () => {
    expect(reported(FUNCTION, [3, 10], [1, 2])).toEqual([]);
  });

  it('is reported when it contains only data and no test loads it', () => {
    expect(reported(TABLE, [0, 10], [0, 0])).toEqual(['file.ts']);
    expect(reported(TABLE, [10, 10], [0, 0])).toEqual([]);
  });

  it('is not reported when it contains only types', () => {
    expect(reported(TYPES, [0, 10], [0, 1])).toEqual([]);
  });
});
