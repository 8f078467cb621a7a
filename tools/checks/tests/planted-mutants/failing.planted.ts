import { expect, it } from '@jest/globals';
import { postage } from './postage.ts';

it('fails without any mutant', () => {
  expect(postage(20)).toBe(2);
});
