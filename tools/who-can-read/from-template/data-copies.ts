import { upperBound } from '../account/partial-knowledge.ts';
import type { DataCopy, LogGroup, Subject } from '../report/access-model.ts';
import { decideSome } from '../report/some-resource.ts';
import type { Definition, MapBucket } from '../step-functions/definition.ts';
import type { ResolvedResource, TemplateResources } from '../template/index.ts';
import { hasHoles, readable, sameText } from '../unknown-text.ts';
import { ofType, optionalText, property } from './resource-properties.ts';
import { policyOf } from './template-policies.ts';

/** What the copies are looked for in. */
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
 * A ResultWriter exports input and output of every child execution; an ItemReader's bucket holds the
 * items that become their input.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
function bucketCopy(
  template: TemplateResources,
  { state, use, bucket }: MapBucket,
  subjects: readonly Subject[],
): DataCopy {
  if (bucket === undefined) {
    const what = `bucket of the ${use} of state ${state}`;
    return { what, readers: 'not looked into: the input or an unknown value names the bucket' };
  }
  const made = ofType(template, 'AWS::S3::Bucket').find(
    (one) => one.ref() === bucket || optionalText(one, 'BucketName') === bucket,
  );
  const named = hasHoles(bucket) ? undefined : `arn:${template.location.partition}:s3:::${bucket}`;
  const arn = made?.attribute('Arn') ?? named;
  const shown = made ? made.logicalId : readable(bucket);
  const what = `bucket ${shown} of the ${use} of state ${state}`;
  if (arn === undefined) return { what, readers: 'not looked into: its name is unknown' };
  const policies = ofType(template, 'AWS::S3::BucketPolicy').filter((one) =>
    namesBucket(one, bucket, made),
  );
  const readers = subjects
    .filter((one) => mayRead(one, arn, policies, template))
    .map(({ name }) => name);
  const shownArn = hasHoles(arn) ? {} : { arn };
  if (made) return { what, ...shownArn, readers };
  const found = readers.length === 0 ? 'no principal of this report' : readers.join(', ');
  const words = `by their own policies: ${found}; the bucket's policy was not looked into`;
  return { what, ...shownArn, readers: words };
}

function namesBucket(
  policy: ResolvedResource,
  bucket: string,
  made: ResolvedResource | undefined,
): boolean {
  const name = optionalText(policy, 'Bucket') ?? '';
  return sameText(name, bucket) !== 'no' || (made !== undefined && name === made.ref());
}

function mayRead(
  { caller }: Subject,
  arn: string,
  policies: readonly ResolvedResource[],
  { location }: TemplateResources,
): boolean {
  const shapes = [{ begins: `${arn}/`, colons: true }];
  const request = {
    caller: upperBound(caller),
    action: 's3:GetObject',
    resourceAccount: location.account,
  };
  const [first] = policies;
  const policy =
    first &&
    policyOf({
      json: property(first, 'PolicyDocument'),
      kind: 'resource-policy',
      source: `policy of bucket ${arn}`,
    });
  const resourcePolicy = policy ? { resourcePolicy: policy } : {};
  return decideSome({ ...request, ...resourcePolicy }, shapes).outcome !== 'denied';
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
