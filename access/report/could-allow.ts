import { requestContext } from '../context/request-context.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';
import { matchTemplate } from '../policy/match-template.ts';

const nothing = requestContext([]);

/**
 * Whether some statement of the policies allows the action on something, under some condition.
 * Quick: it rules most principals out before any resource is looked at.
 */
export function couldAllow(policies: readonly PolicyDocument[], action: string): boolean {
  const name = action.toLowerCase();
  return policies.some(({ statements }) =>
    statements.some((one) => one.effect === 'Allow' && isAbout(one, name)),
  );
}

function isAbout({ actions: { negated, patterns } }: Statement, name: string): boolean {
  const matches = patterns.some((pattern) => matchTemplate(pattern, name, nothing) === 'yes');
  return negated ? !matches : matches;
}
