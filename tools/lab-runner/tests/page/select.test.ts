import { describe, expect, it } from '@jest/globals';
import { selectPages } from '../../page/select.ts';

const pages = ['0-set-up', '1-deploy', '10-late'].map((name) => ({ name }));
const names = (...asked: string[]) => selectPages(pages, asked).map(({ name }) => name);

describe('pages', () => {
  it('are named by number, by name, or by name without the number', () => {
    expect(names('1')).toEqual(['1-deploy']);
    expect(names('set-up', '10-late')).toEqual(['0-set-up', '10-late']);
  });

  it('are all of them by default', () => {
    expect(names()).toHaveLength(3);
  });

  it('that do not exist are an error that names the existing ones', () => {
    expect(() => names('2')).toThrow(
      'There is no page 2. The pages are: 0-set-up, 1-deploy, 10-late',
    );
  });
});
