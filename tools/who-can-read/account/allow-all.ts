import { everything } from '../policy/everything.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { PolicyDocument, PolicyKind } from '../policy/policy-document.ts';

const [allow] = everything;
const statement = { ...allow, Sid: 'CouldNotBeRead' } as const;
const elements = {
  'identity-policy': statement,
  'session-policy': statement,
  'key-policy': { ...statement, Principal: '*' },
  'resource-policy': { ...statement, Principal: '*' },
  'trust-policy': {
    Sid: statement.Sid,
    Effect: statement.Effect,
    Action: 'sts:*',
    Principal: '*',
  },
} as const satisfies Partial<Record<PolicyKind, object>>;

/** Returns the upper bound of an unread policy: it allows everything to everyone. */
export function allowAll(kind: keyof typeof elements, source: string): PolicyDocument {
  const json = { Version: '2012-10-17', Statement: [elements[kind]] };
  return parsePolicy(json, kind, `${source} (could not be read)`);
}
