import type { Principal } from 'who-can-read';

/**
 * Returns how a policy names a principal, and a word for a Sid, or undefined for a principal that a
 * policy cannot name alone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function inPolicy(principal: Principal): { element: object; name: string } | undefined {
  switch (principal.kind) {
    case 'root': {
      const { partition, account } = principal;
      return { element: { AWS: `arn:${partition}:iam::${account}:root` }, name: 'TheAccount' };
    }
    case 'user':
    case 'role':
      return { element: { AWS: principal.arn }, name: wordOf(principal.arn) };
    case 'service':
      return { element: { Service: principal.name }, name: wordOf(principal.name) };
    default:
      return undefined;
  }
}

/** `key-administrator` as `KeyAdministrator`: a Sid has only letters and digits. */
function wordOf(arn: string): string {
  const words = arn.slice(arn.lastIndexOf('/') + 1).match(/[A-Za-z0-9]+/g) ?? [];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
