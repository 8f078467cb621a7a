type Named = { readonly Sid?: string };
type Statements = Named | readonly Named[];

/**
 * Returns a policy with one more statement, or the policy as it is when it has a statement of that Sid
 * or when one of the texts is not JSON.
 */
export function withStatement(policy: string, statement: string): string {
  try {
    const { Statement, ...rest }: { Statement: Statements } = JSON.parse(policy);
    const added: Named = JSON.parse(statement);
    const all: readonly Named[] = [Statement].flat();
    if (all.some(({ Sid }) => Sid !== undefined && Sid === added.Sid)) return policy;
    return JSON.stringify({ ...rest, Statement: [...all, added] }, null, 2);
  } catch {
    return policy;
  }
}
