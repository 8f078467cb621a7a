import { knowledge } from '../account/partial-knowledge.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import { ternary } from '../policy/ternary.ts';
import { readersOfBucket } from '../read-paths/copy-readers.ts';
import type { DataCopy, LogGroup, Subject } from '../report/access-model.ts';
import type { Definition, MapBucket } from '../step-functions/definition.ts';
import type { ResolvedResource, TemplateResources } from '../template/index.ts';
import { hasHoles, readable, sameText } from '../unknown-text.ts';
import { ofType, optionalText, property } from './resource-properties.ts';
import { policyOf } from './template-policies.ts';

/** The inputs of the search for copies. */
export interface CopySources {
  readonly definition: Definition | undefined;
  readonly logGroups: readonly LogGroup[];
  readonly subjects: readonly Subject[];
}

/**
 * Returns the places outside Step Functions that hold a copy of the workflow's data, as far as the
 * template and the definition show them.
 */
export function copiesOf(template: TemplateResources, sources: CopySources): readonly DataCopy[] {
  return [
    ...(sources.definition?.buckets ?? []).map((bucket) =>
      bucketCopy(template, bucket, sources.subjects),
    ),
    ...subscriptionCopies(template, sources.logGroups),
    ...streamCopies(template),
  ];
}

/**
 * A ResultWriter exports input and output of every child execution. The bucket of an ItemReader contains
 * the items that become their input.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
function bucketCopy(
  template: TemplateResources,
  map: MapBucket,
  subjects: readonly Subject[],
): DataCopy {
  const { state, use, bucket } = map;
  if (bucket === undefined) {
    const what = `bucket of the ${use} of state ${state}`;
    return { what, readers: 'not looked into: the input or an unknown value names the bucket' };
  }
  const { partition, account } = template.location;
  const made = bucketNamed(template, bucket);
  const arn = made?.attribute('Arn') ?? `arn:${partition}:s3:::${bucket}`;
  const shown = made ? made.logicalId : readable(bucket);
  const what = `bucket ${shown} of the ${use} of state ${state}`;
  const policies = bucketPolicies(template, bucket);
  // The policy of a bucket of another stack can be in that stack.
  const policy = made || policies.length > 0 ? { policy: knowledge(merged(policies)) } : {};
  const shownArn = hasHoles(arn) ? {} : { arn };
  return { what, ...shownArn, ...readersOfBucket({ arn, account, ...policy }, subjects) };
}

/** Returns the bucket of the template that has a name. */
function bucketNamed(template: TemplateResources, name: string): ResolvedResource | undefined {
  return ofType(template, 'AWS::S3::Bucket').find(
    (one) => one.ref() === name || optionalText(one, 'BucketName') === name,
  );
}

/**
 * Returns the policies of a bucket. If it is unknown to which bucket a policy belongs, each of its
 * statements might apply.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html
 */
function bucketPolicies(template: TemplateResources, bucket: string): readonly PolicyDocument[] {
  const made = bucketNamed(template, bucket);
  return ofType(template, 'AWS::S3::BucketPolicy').flatMap((policy) => {
    const name = optionalText(policy, 'Bucket') ?? '';
    const other = bucketNamed(template, name);
    // Different resources of a template are different buckets.
    const own = made && other ? ternary(made === other) : sameText(name, bucket);
    if (own === 'no') return [];
    const open = own === 'unknown' ? [`bucket ${readable(name)}`] : [];
    const found = policyOf({
      json: property(policy, 'PolicyDocument'),
      kind: 'resource-policy',
      source: `policy ${policy.logicalId} of bucket ${readable(bucket)}`,
      mayExist: [...policy.mayExist, ...open],
    });
    return [found];
  });
}

function merged(policies: readonly PolicyDocument[]): PolicyDocument {
  const [first] = policies;
  if (!first) {
    return { kind: 'resource-policy', source: 'no policy', version: '2012-10-17', statements: [] };
  }
  return { ...first, statements: policies.flatMap(({ statements }) => statements) };
}

/** Returns the policies of the buckets that a definition names. */
export function policiesOfBuckets(
  template: TemplateResources,
  definition: Definition | undefined,
): readonly PolicyDocument[] {
  return (definition?.buckets ?? []).flatMap(({ bucket }) =>
    bucket === undefined ? [] : bucketPolicies(template, bucket),
  );
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-subscriptionfilter.html */
function subscriptionCopies(
  template: TemplateResources,
  logGroups: readonly LogGroup[],
): readonly DataCopy[] {
  const filters = ofType(template, 'AWS::Logs::SubscriptionFilter').flatMap((filter) => {
    const name = optionalText(filter, 'LogGroupName') ?? '';
    const group = logGroups.find(
      (one) => one.carriesData && sameText(one.name, readable(name)) !== 'no',
    );
    return group ? [{ filter, from: `log group ${group.name}` }] : [];
  });
  const carries = logGroups.some(({ carriesData }) => carriesData);
  const policies = ofType(template, 'AWS::Logs::AccountPolicy')
    .filter((one) => carries && optionalText(one, 'PolicyType') === 'SUBSCRIPTION_FILTER_POLICY')
    .map((filter) => ({ filter, from: 'all log groups' }));
  return [...filters, ...policies].map(({ filter, from }) => {
    const arn = optionalText(filter, 'DestinationArn');
    const to = arn === undefined ? 'its destination' : readable(arn);
    const what = `events of ${from}, sent to ${to} by ${filter.logicalId}`;
    return {
      what,
      ...(arn === undefined ? {} : { arn }),
      readers: 'not looked into: readers of the destination',
    };
  });
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-dynamodb-table-kinesisstreamspecification.html */
function streamCopies(template: TemplateResources): readonly DataCopy[] {
  return ofType(template, 'AWS::DynamoDB::Table').flatMap((table) => {
    const arn = optionalText(table, 'KinesisStreamSpecification', 'StreamArn');
    if (arn === undefined) return [];
    const what = `changes of table ${table.logicalId}, sent to stream ${readable(arn)}`;
    return [{ what, arn, readers: 'not looked into: readers of the stream' }];
  });
}
