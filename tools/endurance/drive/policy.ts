/** Returns a policy document without the statements that name only this principal. */
export function without(document: string, principalArn: string): string {
  const policy: { Statement: { Principal: { AWS?: unknown } }[] } = JSON.parse(document);
  const left = policy.Statement.filter(({ Principal }) => Principal.AWS !== principalArn);
  if (left.length === policy.Statement.length) {
    throw new Error('No statement of the key policy names that principal.');
  }
  return JSON.stringify({ ...policy, Statement: left });
}
