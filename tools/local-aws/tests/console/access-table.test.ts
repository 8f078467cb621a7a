import { describe, expect, it } from '@jest/globals';
import { accessChange } from '../../console/access/access-change.ts';
import type { Reader } from '../../console/contract.ts';

const reader = (id: string, by: string[], answer: Reader['answer'] = 'yes'): Reader => ({
  ...{ id, name: id, answer, by, reason: 'because' },
});
const ids = (list: readonly Reader[]) => list.map(({ id, by }) => `${id} by ${by.join(', ')}`);

describe('a change of the key policy', () => {
  it('lists principals that can read after it as gained, and principals that could read before it as lost', () => {
    const { gained, lost } = accessChange(
      [reader('role', ['Decrypt']), reader('old', ['Decrypt'])],
      [reader('role', ['Decrypt']), reader('new', ['DescribeExecution'])],
    );

    expect(ids(gained)).toEqual(['new by DescribeExecution']);
    expect(ids(lost)).toEqual(['old by Decrypt']);
  });

  it('counts another read path, and a known answer after an unknown one, as gained', () => {
    const { gained } = accessChange(
      [reader('one', ['A']), reader('two', ['A'], 'unknown')],
      [reader('one', ['A', 'B']), reader('two', ['A'])],
    );

    expect(ids(gained)).toEqual(['one by B', 'two by A']);
  });

  it('shows principals whose access has become unknown', () => {
    const { gained, lost } = accessChange([], [reader('any', ['A'], 'unknown')]);

    expect(gained).toEqual([reader('any', ['A'], 'unknown')]);
    expect(lost).toEqual([]);
  });
});
