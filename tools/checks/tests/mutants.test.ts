import { describe, expect, it } from '@jest/globals';
import { describeMutant } from '../mutations/explanations.ts';
import { mutantsOf, withMutant } from '../mutations/mutants.ts';

/** The changed sources, without the text around the value. */
const changes = (source: string): readonly string[] =>
  mutantsOf(source).map((mutant) => withMutant(source, mutant));

/** What is written for an expression. */
const values = (expression: string): readonly string[] =>
  changes(`const x = ${expression};`).map((text) => text.slice('const x = '.length, -1));

describe('the mutants of an expression', () => {
  it.each([
    ['a < b', ['(a <= b)']],
    ['a <= b', ['(a < b)']],
    ['a > b', ['(a >= b)']],
    ['a >= b', ['(a > b)']],
    ['a === b', ['(a !== b)']],
    ['a !== b', ['(a === b)']],
    ['a && b', ['(a || b)']],
    ['a || b', ['(a && b)']],
    ['a + b', ['(a - b)']],
    ['a - b', ['(a + b)']],
    ['a ?? b', ['a']],
    ['!a', ['a']],
    ['true', ['false']],
    ['false', ['true']],
    ["'a'", ["''"]],
    ["''", ["'mutant'"]],
    ['`a${b}`', ['``']],
    ['[a]', ['[]']],
    ['a.some(b)', ['a.every(b)']],
    ['a.every(b)', ['a.some(b)']],
    ['a.filter(b)', ['a']],
    ['a ? b : c', ['true ? b : c', 'false ? b : c']],
    ['() => a', ['() => undefined']],
  ])('%s are %j', (expression, expected) => {
    expect(values(expression)).toEqual(expected);
  });

  it.each(['a', '7', 'a * b', '-a', '[]', '``', 'a.map(b)', 'some(b)', '{ a: 1 }', 'a as string'])(
    '%s are none',
    (expression) => {
      expect(values(expression)).toEqual([]);
    },
  );
});

describe('the mutants of statements', () => {
  it.each([
    ['if (a) b();', ['if (true) b();', 'if (false) b();', 'if (a) ;']],
    ['throw a;', [';']],
    ['for (;;) { continue; }', ['for (;;) { ; }']],
    ['function f() { return; }', ['function f() { ; }']],
    ['function f() { return a; }', ['function f() { return undefined; }']],
  ])('%s are %j', (source, expected) => {
    expect(changes(source)).toEqual(expected);
  });

  it.each([
    "import a from 'a';",
    "export { a } from './a.ts';",
    "export * from './a.ts';",
    "type A = 'a' | 'b';",
    "interface A { a: 'b' }",
    "let a: 'b';",
    'const a = b<"c">();',
    "const a = { 'b': c };",
  ])('%s are none, because no code changes', (source) => {
    expect(changes(source)).toEqual([]);
  });
});

describe('a mutant', () => {
  const source = "function f(a: number) {\n  return a < 1;\n}\nconst g = ['x'];\n";

  it('has its line, its place and the function or constant around it', () => {
    expect(mutantsOf(source).map(({ line, inside, operator }) => [line, inside, operator])).toEqual(
      [
        [2, 'f', 'return'],
        [2, 'f', 'operator'],
        [4, 'g', 'array'],
        [4, 'g', 'string'],
      ],
    );
  });

  it('is described without its line, so that the description stays when lines move', () => {
    const [first] = mutantsOf(source);
    const [moved] = mutantsOf(`\n\n${source}`);

    expect(first && describeMutant(first)).toBe('f, return: a < 1 → undefined');
    expect(moved && describeMutant(moved)).toBe(first && describeMutant(first));
  });
});
