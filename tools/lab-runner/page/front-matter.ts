import { parseDocument } from 'yaml';
import type { ReportProblem } from '../problem.ts';

/** The front matter of a page. */
export type FrontMatter = { readonly state: string; readonly minutes: number };

const KEYS = ['state', 'minutes'];

/**
 * Separates the front matter from a page.
 *
 * @returns the front matter, or undefined after a reported problem; and the text with blank lines
 *   in its place, so that line numbers stay.
 */
export function takeFrontMatter(
  text: string,
  reportProblem: ReportProblem,
): { front: FrontMatter | undefined; rest: string } {
  const [whole, yaml] = /^---\n([\s\S]*?\n)---\n/.exec(text) ?? [];
  if (whole === undefined || yaml === undefined) {
    reportProblem(1, 'The page has no front matter.');
    return { front: undefined, rest: text };
  }
  const blank = '\n'.repeat(whole.split('\n').length - 1);
  return { front: read(yaml, reportProblem), rest: blank + text.slice(whole.length) };
}

function read(yaml: string, reportProblem: ReportProblem): FrontMatter | undefined {
  const found = parsed(yaml, reportProblem);
  if (!found) return undefined;
  for (const key of found.keys()) {
    if (!KEYS.includes(key)) reportProblem(1, `The front matter has an unknown key: ${key}.`);
  }
  const state = found.get('state');
  const minutes = found.get('minutes');
  if (typeof state === 'string' && typeof minutes === 'number') return { state, minutes };
  reportProblem(1, 'The front matter needs a "state" (a name) and "minutes" (a number).');
  return undefined;
}

function parsed(yaml: string, reportProblem: ReportProblem): Map<string, unknown> | undefined {
  try {
    const document = parseDocument(yaml, { logLevel: 'error' });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw problem;
    return new Map(Object.entries(Object(document.toJS())));
  } catch (error) {
    // The parser throws for invalid YAML, for unknown aliases, and for too many aliases.
    const why = error instanceof Error ? error.message.split('\n')[0] : error;
    reportProblem(1, `The front matter is not valid YAML: ${why}`);
    return undefined;
  }
}
