/** Every possible result of a decision, with its sentence. Ids are stable. */
export const rules = {
  'explicit-deny-service-control-policy': 'A service control policy denies it.',
  'explicit-deny-resource-control-policy': 'A resource control policy denies it.',
  'explicit-deny-resource-policy': "The resource's own policy denies it.",
  'explicit-deny-identity-policy': "One of the principal's own policies denies it.",
  'explicit-deny-permissions-boundary': 'The permissions boundary denies it.',
  'explicit-deny-session-policy': 'The session policy denies it.',
  'no-service-control-policy': 'No service control policy allows it.',
  'no-resource-control-policy': 'No resource control policy allows it.',
  'no-resource-policy': "The resource's own policy does not allow it.",
  'no-identity-policy': "None of the principal's own policies allows it.",
  'no-permissions-boundary': 'The permissions boundary does not allow it.',
  'no-session-policy': 'The session policy does not allow it.',
  'no-grant': 'No grant on the key allows the principal to retire it.',
  'not-across-accounts': 'The operation does not work on a key of another account.',
  'root-assumes-no-role': 'A root user cannot assume a role.',
  'no-credentials': 'The service does not answer requests without credentials.',
  'key-state': 'The state of the key prevents it, whatever policies say.',
  'key-spec':
    'The key is not a symmetric encryption key, so it cannot do this, whatever policies say.',
  'resource-policy': "The resource's own policy names the principal and allows it.",
  'resource-and-identity-policy':
    "The resource's own policy delegates the decision to the account, and the principal's own policy allows it.",
  'both-accounts': 'Both accounts allow it.',
  'identity-policy': "The principal's own policy allows it.",
  'account-root': 'The principal is the root user of the account.',
  grant: 'A grant on the key allows it.',
  'unknown-condition-value': 'It depends on a condition value that is not known.',
  'unknown-policy-value': 'It depends on a value in a policy that is not known.',
  'not-documented': 'AWS does not document how this is decided.',
} as const;

export type RuleId = keyof typeof rules;
