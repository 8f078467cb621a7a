import { requestContext } from '../context/request-context.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { matchTemplate } from '../policy/match-template.ts';
import type { Template, Token } from '../policy/template.ts';

/** ARNs that begin so and go on with some text: executions of a state machine, streams of a log group. */
export type Beginning = {
  readonly begins: string;
  /** Whether a colon may come after that. */
  readonly colons: boolean;
};

const FILLING = 'x';
const nothing = requestContext([]);

/**
 * ARNs that begin in one of these ways, one for each Allow statement about the action whose resources
 * could be such a one: whoever may read some of them reads. The first is of no statement.
 *
 * @param action `states:DescribeExecution`
 */
export function possibleResources(
  policies: readonly PolicyDocument[],
  action: string,
  beginnings: readonly Beginning[],
): readonly string[] {
  const name = action.toLowerCase();
  const patterns = policies
    .flatMap(({ statements }) => statements)
    .filter(({ effect, actions }) => effect === 'Allow' && isAmong(actions, name))
    .flatMap(({ resources }) => (resources && !resources.negated ? resources.patterns : []));
  const found = beginnings.flatMap(({ begins, colons }) => {
    const rest: readonly Item[] = colons ? ['any', 'star'] : ['any-within', 'star-within'];
    const shape = [...itemsOf(begins), ...rest];
    const common = patterns.flatMap((pattern) => commonText(itemsIn(pattern), shape) ?? []);
    return [`${begins}${FILLING}`, ...common];
  });
  return [...new Set(found)];
}

function isAmong(
  { negated, patterns }: { negated: boolean; patterns: readonly Template[] },
  name: string,
): boolean {
  return patterns.some((pattern) => matchTemplate(pattern, name, nothing) !== 'no') !== negated;
}

/** A character, any one, or any text; or the same, but no colon. */
type Item = string | 'any' | 'any-within' | 'star' | 'star-within';

const itemsOf = (text: string): readonly Item[] => [...text];

function itemsIn({ tokens }: Template): readonly Item[] {
  return tokens.flatMap((token: Token): readonly Item[] => {
    if (token.kind === 'text') return itemsOf(token.text);
    if (token.kind === 'any') return ['any'];
    // What a variable stands for, the decision knows.
    return [token.kind === 'star' && !token.crossing ? 'star-within' : 'star'];
  });
}

/** A text that fits both, or undefined where there is none. Time: one step for each pair of items. */
function commonText(one: readonly Item[], other: readonly Item[]): string | undefined {
  const seen = new Set<number>();
  const open: { at: number; by: number; text: string }[] = [{ at: 0, by: 0, text: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { at, by, text } = next;
    if (at === one.length && by === other.length) return text;
    const key = at * (other.length + 1) + by;
    if (seen.has(key)) continue;
    seen.add(key);
    const a = one[at];
    const b = other[by];
    if (isStar(a)) open.push({ at: at + 1, by, text });
    if (isStar(b)) open.push({ at, by: by + 1, text });
    const shared = a !== undefined && b !== undefined ? sharedCharacter(a, b) : undefined;
    if (shared !== undefined) {
      const [onA, onB] = [isStar(a) ? at : at + 1, isStar(b) ? by : by + 1];
      if (onA !== at || onB !== by) open.push({ at: onA, by: onB, text: text + shared });
    }
  }
  return undefined;
}

const isStar = (item: Item | undefined): boolean => item === 'star' || item === 'star-within';
const isOne = (item: Item): boolean => item.length === 1;

/** A character that both can be. */
function sharedCharacter(a: Item, b: Item): string | undefined {
  if (isOne(a) && isOne(b)) return a === b ? a : undefined;
  const [character, wild] = isOne(a) ? [a, b] : [b, a];
  if (!isOne(character)) return FILLING;
  return wild.endsWith('-within') && character === ':' ? undefined : character;
}
