/** A finding of checkov: a check that failed for a resource. */
export type Finding = {
  readonly check: string;
  /** Such as AWS::KMS::Key.WorkflowsKey. */
  readonly resource: string;
  /** Path from the root of the project. */
  readonly file: string;
};

/** Findings that stay, each with its reason. */
export type Explained = {
  readonly check: string;
  readonly file: string;
  readonly resource: RegExp;
  readonly reason: string;
};

const FUNCTIONS = { file: 'template.yaml', resource: /^AWS::Serverless::Function\./ };
const LAB_ROLES = {
  file: 'stacks/lab-identities/template.yaml',
  resource: /^AWS::IAM::Role\.(Operator|KeyAdministrator|Auditor)Role$/,
};

export const EXPLAINED: readonly Explained[] = [
  {
    check: 'CKV_AWS_116',
    ...FUNCTIONS,
    reason:
      'Lambda uses a dead-letter queue for asynchronous invocations only. Step Functions invokes synchronously, and a failed execution can be redriven (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html).',
  },
  {
    check: 'CKV_AWS_117',
    ...FUNCTIONS,
    reason:
      'The functions use no private resources, so a VPC would add NAT or endpoints and protect nothing (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html).',
  },
  {
    check: 'CKV_AWS_115',
    ...FUNCTIONS,
    reason:
      'Lambda keeps at least 100 unreserved concurrent executions, and a new account can have a lower quota, so a reservation can make the deployment fail (https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).',
  },
  {
    check: 'CKV_AWS_173',
    file: 'template.yaml',
    resource: /^AWS::Serverless::Function\.SaveFunction$/,
    reason:
      'The only variable is the name of the table. Lambda encrypts it with an AWS managed key (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html).',
  },
  {
    check: 'CKV_AWS_111',
    ...LAB_ROLES,
    reason: 'The roles of the labs are broad, to show that the key policy denies them.',
  },
  {
    check: 'CKV_AWS_109',
    ...LAB_ROLES,
    reason: 'The key administrator of the labs administers every key, to show its limits.',
  },
  {
    check: 'CKV_AWS_33',
    file: 'stacks/security-account/organization.yaml',
    resource: /^AWS::KMS::Key\.WorkflowsKey$/,
    reason:
      'A policy for an organization needs any principal; aws:PrincipalOrgID and aws:PrincipalOrgPaths limit it (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).',
  },
];

const explains = (explained: Explained, finding: Finding): boolean =>
  explained.check === finding.check &&
  explained.file === finding.file &&
  explained.resource.test(finding.resource);

/**
 * Compares the findings of checkov with the explained ones.
 *
 * @returns one line for each finding without a reason and for each reason without a finding; an
 * empty list if there is nothing to do
 */
export function compareFindings(
  findings: readonly Finding[],
  explained: readonly Explained[] = EXPLAINED,
): string[] {
  const open = findings.filter((finding) => !explained.some((one) => explains(one, finding)));
  const stale = explained.filter((one) => !findings.some((finding) => explains(one, finding)));
  return [
    ...open.map(({ check, file, resource }) => `${file}: ${resource} fails ${check}`),
    ...stale.map(({ check, file }) => `${file}: nothing fails ${check} now. Remove its reason.`),
  ];
}

/**
 * Returns the failed checks in checkov's JSON output.
 *
 * @throws Error for output of another form
 * @see https://www.checkov.io/8.Outputs/JSON.html
 */
export function findingsIn(output: string): Finding[] {
  const parsed: unknown = JSON.parse(output);
  const reports = Array.isArray(parsed) ? parsed : [parsed];
  return reports.flatMap((report) => {
    const failed: unknown = Object(Object(report)['results'])['failed_checks'];
    const passed: unknown = Object(Object(report)['results'])['passed_checks'];
    if (!Array.isArray(failed) || !Array.isArray(passed)) {
      throw new Error('checkov did not write the results of its checks');
    }
    return failed.map((one) => ({
      check: String(Object(one)['check_id']),
      resource: String(Object(one)['resource']),
      file: String(Object(one)['file_path']).replace(/^\//, ''),
    }));
  });
}
