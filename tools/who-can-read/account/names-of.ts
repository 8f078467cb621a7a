/** Returns the name of a user or role: the part of its ARN after the last slash. */
export const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** ARNs of a page of attached policies. */
export const arnsOf = ({
  AttachedPolicies = [],
}: {
  AttachedPolicies?: readonly { PolicyArn?: string | undefined }[] | undefined;
}): readonly string[] =>
  AttachedPolicies.flatMap(({ PolicyArn }) => (PolicyArn === undefined ? [] : [PolicyArn]));

/** How verdicts name a managed policy. */
export const managedSource = (arn: string): string => `managed policy ${nameOf(arn)}`;
