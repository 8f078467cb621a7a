import { atMost } from '../../read/reading.ts';
import { couldAllow } from '../could-allow.ts';
import type { Subject } from '../situation.ts';

/** Actions that make somebody act as another. */
const moving = [
  'sts:AssumeRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:PassRole',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:UpdateLoginProfile',
];

/** Actions that change what another may do. */
const editing = [
  ...['iam:PutUserPolicy', 'iam:AttachUserPolicy', 'iam:PutRolePolicy', 'iam:AttachRolePolicy'],
  ...['iam:PutGroupPolicy', 'iam:AttachGroupPolicy'],
  ...['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'],
];

/** Whether somebody might act as another, as far as his own policies go. */
export function canMove(subject: Subject): boolean {
  return could(subject, moving);
}

/** Whether somebody might change what another may do. */
export function canEdit(subject: Subject): boolean {
  return could(subject, editing);
}

/**
 * Those whom a role's trust policy names, so that they need no policy of their own. The answer
 * looks them up quickly, whatever the number of subjects.
 */
export function namedInTrust(subjects: readonly Subject[]): (role: Subject) => readonly Subject[] {
  const byId = new Map(subjects.map((subject) => [subject.id, subject] as const));
  const byRoleName = new Map(subjects.map((one) => [one.id.replace(/role\/.*\//, 'role/'), one]));
  return ({ trustPolicy }) => {
    if (!trustPolicy) return [];
    return atMost(trustPolicy).statements.flatMap(({ principals, effect }) => {
      if (!principals || effect === 'Deny') return [];
      if (principals.negated) return subjects;
      return principals.patterns.flatMap((pattern): readonly Subject[] => {
        switch (pattern.kind) {
          case 'everyone':
            return subjects;
          case 'user':
          case 'role':
            return found(byId.get(pattern.arn));
          case 'role-session': {
            const role = pattern.arn
              .replace(':sts:', ':iam:')
              .replace(/assumed-role\/([^/]+)\/.*/, 'role/$1');
            return found(byRoleName.get(role));
          }
          case 'federated':
            return found(byId.get(pattern.provider));
          default:
            return [];
        }
      });
    });
  };
}

function found(subject: Subject | undefined): readonly Subject[] {
  return subject ? [subject] : [];
}

function could({ caller }: Subject, actions: readonly string[]): boolean {
  const { principal, identityPolicies } = atMost(caller);
  return principal.kind === 'root' || actions.some((one) => couldAllow(identityPolicies, one));
}
