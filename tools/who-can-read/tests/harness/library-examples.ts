import { readFileSync } from 'node:fs';

/** A runnable example of a page of this package. */
export interface Example {
  /** The page and the line where the code block starts: `README.md, line 83`. */
  readonly name: string;
  readonly code: string;
  /** Names that it imports from this package. */
  readonly imported: readonly string[];
  /** The lines that it must print, from the comments after the statements. */
  readonly printed: readonly string[];
}

/** Returns the examples of a page (README.md or EXAMPLES.md), in the order of the page. */
export function examplesOf(page: 'README.md' | 'EXAMPLES.md'): readonly Example[] {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(({ 1: code = '', index }) => ({
    name: `${page}, line ${text.slice(0, index).split('\n').length}`,
    code,
    imported: [...code.matchAll(/^import \{ (.*) \} from 'who-can-read';$/gm)].flatMap(
      ([, names = '']) => names.split(', '),
    ),
    printed: [...code.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map(([, line = '']) => line),
  }));
}
