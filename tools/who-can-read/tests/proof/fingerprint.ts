import { upperBound } from '../../account/partial-knowledge.ts';
import { decideAssumeRole, viaServiceOf } from '../../index.ts';
import type { AccessModel } from '../../report/access-model.ts';
import { compare } from '../../report/compare-reports.ts';
import { report } from '../../report/report.ts';
import { activityTable, apiTable, keyTable, oneOfEach, readersTable } from './tables.ts';

/** All results that a change must not affect. */
export type Fingerprint = Readonly<Record<string, string>>;

/**
 * Returns all decisions in tables: about this workflow, about another workflow with the same key,
 * and about log events during delivery.
 */
export function fingerprint(given: AccessModel): Fingerprint {
  const { partition, region, account, stateMachine } = given;
  const another = {
    ...given,
    stateMachine: { ...stateMachine, arn: `${stateMachine.arn}-another` },
  };
  const encryptionContext = { SourceArn: `arn:${partition}:logs:${region}:${account}:*` };
  const found = report(given);
  return {
    readers: readersTable(found),
    'data in logs': compare(found, { readers: [] })
      .differences.map(({ principal, what }) => `${principal} ${what}`)
      .join('\n'),
    api: apiTable(given),
    'api of another workflow': apiTable(another, oneOfEach.apis),
    key: keyTable(given),
    'key through Step Functions': keyTable(
      given,
      { viaService: viaServiceOf(stateMachine.arn) },
      oneOfEach.operations,
    ),
    'key for another workflow': keyTable(another, {}, oneOfEach.operations),
    'key for log events': keyTable(given, { encryptionContext }, oneOfEach.operations),
    start: mayStart(given),
    ...Object.fromEntries(
      given.activities.flatMap((activity) => {
        const other = { ...activity, arn: `${activity.arn}-another` };
        return [
          ['activity', activityTable(given, activity)],
          ['another activity', activityTable(given, other)],
        ];
      }),
    ),
  };
}

/** Returns whether Step Functions can run the workflow as its role. */
function mayStart({ stateMachine, account, subjects }: AccessModel): string {
  const role = upperBound(stateMachine.executionRole).principal;
  const arn = 'arn' in role ? role.arn : '';
  const trust = subjects.find(({ id }) => id === arn)?.trustPolicy;
  if (!trust) return 'no trust policy';
  const service = {
    kind: 'service',
    name: 'states.amazonaws.com',
    sourceAccount: account,
    sourceArn: stateMachine.arn,
  } as const;
  const caller = { principal: service, identityPolicies: [] };
  return decideAssumeRole({ caller, role: { arn, trustPolicy: upperBound(trust) } }).outcome;
}

/** Returns the names of the tables in which two fingerprints differ. */
export function changed(left: Fingerprint, right: Fingerprint): readonly string[] {
  return Object.keys(left).filter((name) => left[name] !== right[name]);
}
