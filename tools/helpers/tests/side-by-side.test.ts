import { describe, expect, it } from '@jest/globals';
import { type Lane, sideBySide } from '../side-by-side.ts';

/** Tasks that end on command. */
function lanes(count: number) {
  const ends = Array.from({ length: count }, () => Promise.withResolvers<void>());
  const begun: number[] = [];
  const all = ends.map(
    ({ promise }, index): Lane<number> =>
      async (write) => {
        begun.push(index);
        write(`${index} begins`);
        await promise;
        write(`${index} ends`);
        return index;
      },
  );
  return { all, begun, end: (index: number) => ends[index]?.resolve() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('work side by side', () => {
  it('is printed in order, the first task immediately', async () => {
    const printed: string[] = [];
    const { all, end } = lanes(3);
    const result = sideBySide(all, 3, (line) => printed.push(line));
    expect(printed).toEqual(['0 begins']);
    end(1);
    await settled();
    expect(printed).toEqual(['0 begins']);
    end(0);
    await settled();
    expect(printed).toEqual(['0 begins', '0 ends', '1 begins', '1 ends', '2 begins']);
    end(2);
    expect(await result).toEqual([0, 1, 2]);
    expect(printed).toHaveLength(6);
  });

  it('never runs more tasks at the same time than allowed', async () => {
    const { all, begun, end } = lanes(3);
    const result = sideBySide(all, 2, () => {});
    expect(begun).toEqual([0, 1]);
    end(1);
    await settled();
    expect(begun).toEqual([0, 1, 2]);
    end(0);
    end(2);
    await result;
  });

  it('continues when one fails, and throws its error at the end', async () => {
    const printed: string[] = [];
    const fails: Lane<number> = async () => {
      throw new Error('it failed');
    };
    const { all, end } = lanes(1);
    end(0);
    const result = sideBySide([fails, ...all], 1, (line) => printed.push(line));
    await expect(result).rejects.toThrow('it failed');
    expect(printed).toEqual(['0 begins', '0 ends']);
  });
});
