import { textOf } from 'test-fixtures/resolved-stack';

/** Commands of a page, in the order of the page. */
export type Fence = {
  readonly commands: string;
  /** AWS must deny or reject the last command with this error. */
  readonly error?: string;
  /** A pattern of their output, as on the pages of the workshop: `...` matches anything. */
  readonly expected?: readonly string[];
  /** Whether they are for a real account only. */
  readonly onlyAws: boolean;
  /** First line of the commands in the page. */
  readonly line: number;
};

const FENCE = /^```(sh|text)((?: [a-z]+(?:=\S+)?)*)\n([\s\S]*?)^```$/gm;
const KEYS = /^(sh( error=\w+| only=aws)?|text expected)$/;

/**
 * The commands of a page.
 *
 * @throws Error for a fence with an unknown form.
 */
export function fencesOf(path: string): readonly Fence[] {
  const page = textOf(path);
  const fences: Fence[] = [];
  for (const { 1: language = '', 2: keys = '', 3: body = '', index } of page.matchAll(FENCE)) {
    const line = page.slice(0, index).split('\n').length + 1;
    if (!KEYS.test(language + keys)) throw new Error(`${path}:${line}: ${language}${keys}`);
    if (language === 'sh') {
      const error = /error=(\w+)/.exec(keys)?.[1];
      const onlyAws = keys.includes('only=aws');
      fences.push({ commands: body, onlyAws, line, ...(error === undefined ? {} : { error }) });
      continue;
    }
    const last = fences.pop();
    if (!last) throw new Error(`${path}:${line}: there are no commands before it`);
    fences.push({ ...last, expected: body.trim().split('\n') });
  }
  return fences;
}

/** Returns the calls of the AWS CLI in commands, each on its own line. */
export function awsCallsIn(commands: string): readonly string[] {
  const joined = commands.replaceAll('\\\n', ' ');
  return [...joined.matchAll(/^aws .*$/gm)].map(([call]) => call);
}
