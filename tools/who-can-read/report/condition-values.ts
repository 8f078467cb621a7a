import type { Condition } from '../policy/conditions/condition.ts';
import { operators } from '../policy/conditions/operators.ts';
import { hasHoles, piecesOf } from '../unknown-text.ts';

/** The principals that a value of a condition on a principal names. */
export interface Named {
  readonly accounts: readonly string[];
  /** ARNs of users, roles and root users that can match, likely ones first. */
  readonly arns: (account: string) => readonly string[];
  /** Whether it names exactly one user or role of an account. */
  readonly exact: boolean;
  /** Whether no principal can have such a name. */
  readonly impossible: boolean;
}

const PERSON = /^arn:[^:]+:iam::\d{12}:((user|role)\/([^:*?]*\/)?[^/:*?]+|root)$/;

/**
 * Returns the accounts that a condition on an account or on `aws:userid` names.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 * @param base accounts that a wildcard can stand for.
 */
export function accountsNamed(condition: Condition, base: readonly string[]): readonly string[] {
  return condition.values.flatMap((value) => {
    const [account = ''] = open(condition, value).split(':');
    return accountsFor(account, base);
  });
}

/**
 * Returns the principals that a value of a condition on `aws:PrincipalArn` or `aws:username` names.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export function arnsNamed(
  condition: Condition,
  value: string,
  base: readonly string[],
  partition: string,
): Named {
  const pattern = open(condition, value);
  const wild = operators[condition.operator].wildcards || pattern !== value;
  // ARNs and names in IAM never contain a star or a question mark.
  const impossible = !wild && /[*?]/.test(value);
  if (condition.name === 'aws:username') {
    const arns = (account: string) =>
      fills(`arn:${partition}:iam::${account}:user/${pattern}`, []).filter(isPerson);
    return { accounts: base, arns, exact: isExact(pattern), impossible };
  }
  const parts = pattern.split(':');
  const [, inPartition, , , of = '*', ...resource] = parts;
  if (parts.length < 6 || inPartition === undefined) {
    const arns = (account: string) =>
      fills(pattern, beginnings(partition, account)).filter(isPerson);
    return { accounts: base, arns, exact: false, impossible };
  }
  const arns = (account: string) =>
    fills(resource.join(':'), ['role/', 'user/'])
      .map((one) => `arn:${partition}:iam::${account}:${one}`)
      .filter(isPerson);
  const exact = isExact(resource.join(':'));
  return { accounts: accountsFor(of, base), arns, exact, impossible };
}

/** A policy variable or a hole can be any text, like a star. */
function open({ variables }: Condition, value: string): string {
  const known = hasHoles(value)
    ? piecesOf(value)
        .map((piece) => ('text' in piece ? piece.text : '*'))
        .join('')
    : value;
  return variables.length === 0 ? known : known.replaceAll(/\$\{[^}]*\}/g, '*');
}

function isExact(pattern: string): boolean {
  return !/[*?]/.test(pattern);
}

function isPerson(arn: string): boolean {
  return PERSON.test(arn);
}

function accountsFor(pattern: string, base: readonly string[]): readonly string[] {
  if (/^\d{12}$/.test(pattern)) return [pattern];
  if (!/^[\d*?]*[*?][\d*?]*$/.test(pattern)) return [];
  const fitting = new RegExp(`^${pattern.replaceAll('*', '\\d*').replaceAll('?', '\\d')}$`);
  const fits = base.filter((account) => fitting.test(account));
  if (fits.length > 0) return fits;
  const digits = pattern.replaceAll('?', '0');
  const filled = digits.replace('*', '0'.repeat(Math.max(0, 13 - digits.length)));
  return [filled.replaceAll('*', '')].filter((account) => /^\d{12}$/.test(account));
}

function beginnings(partition: string, account: string): readonly string[] {
  const ends = ['', ':', ':role/', ':user/'].map((end) => account + end);
  return [...ends, ...ends.map((end) => `arn:${partition}:iam::${end}`), 'role/', 'user/'];
}

/** Returns a pattern with sample texts in place of its wildcards. */
function fills(pattern: string, first: readonly string[]): readonly string[] {
  if (isExact(pattern)) return [pattern];
  const plain = pattern.replaceAll('?', '0');
  const all = ['', 'any'].flatMap((rest) =>
    ['', 'any', ...first].map((one) => plain.replace('*', one).replaceAll('*', rest)),
  );
  return [...new Set(all)];
}
