import { describe, expect, it } from '@jest/globals';
import { cache } from '../../../console/browser/cache.ts';
import { debounce } from '../../../console/browser/debounce.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the cached answers of the page', () => {
  it('are requested once for each version, and marked as stale until the next answer', async () => {
    let asked = 0;
    const answers = cache(() => {});
    const get = (version: string) =>
      answers.get('question', version, async () => {
        asked += 1;
        return asked;
      });

    expect(get('1')).toEqual({ state: 'loading' });
    await settled();
    expect(get('1')).toEqual({ state: 'loaded', value: 1, fresh: true });
    expect(get('2')).toEqual({ state: 'loaded', value: 1, fresh: false });
    await settled();
    expect(get('2')).toEqual({ state: 'loaded', value: 2, fresh: true });
    answers.forget();
    expect(get('2')).toEqual({ state: 'loaded', value: 2, fresh: false });
  });

  it('ignore a late answer to an earlier question', async () => {
    const answers = cache(() => {});
    let late: (value: string) => void = () => {};
    answers.get('question', '1', () => new Promise<string>((resolve) => (late = resolve)));
    answers.get('question', '2', async () => 'new');
    await settled();
    late('old');
    await settled();

    expect(answers.get('question', '2', async () => 'newer')).toMatchObject({ value: 'new' });
  });

  it('report an unreachable server', async () => {
    const answers = cache(() => {});
    const get = () => answers.get('question', '', () => Promise.reject(new Error('gone')));
    get();
    await settled();

    expect(get()).toEqual({ state: 'broken', message: 'gone' });
  });
});

describe('a request that follows typing', () => {
  it('is sent once, after a pause', async () => {
    const asked: string[] = [];
    const pause = debounce(20);
    const ask = (text: string) =>
      pause(async () => {
        asked.push(text);
        return text;
      });
    ask('a');
    ask('ab');

    expect(await ask('abc')).toBe('abc');
    expect(asked).toEqual(['abc']);
  });
});
