import type { PartialKnowledge, Unread } from '../account/partial-knowledge.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Caller, Organization } from '../principal/caller.ts';

/** Someone who may or may not read: the report has a row for each. */
export interface Subject {
  /** ARN or service name, or an ARN made up for someone who might exist. Unique in a report. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** Where a template made it. */
  readonly logicalId?: string;
  /** `made up`: stands for a kind of principal; nobody by that ARN need exist. */
  readonly origin: 'account' | 'template' | 'policy' | 'service' | 'made up';
  readonly caller: PartialKnowledge<Caller>;
  /** Roles alone have one. */
  readonly trustPolicy?: PartialKnowledge<PolicyDocument>;
  /** ARNs of the managed policies by which its own policies can be changed. */
  readonly managedPolicyArns: readonly string[];
  readonly groupArns: readonly string[];
}

/** A log group that holds something of the workflow. */
export interface LogGroup {
  /** Without the `:*` at its end. */
  readonly arn: string;
  readonly name: string;
  /** Left out: none of the customer's own, or not known. Who reads needs no right on it. */
  readonly keyArn?: string;
  /** Whether input and output stand in it in clear. */
  readonly carriesData: boolean;
}

export interface Table {
  readonly arn: string;
  readonly name: string;
  /** Left out: the key is AWS's own, and IAM alone decides. */
  readonly key?: PartialKnowledge<KmsKey>;
  readonly resourcePolicy?: PolicyDocument;
  /** Whether it has an index, or a stream of its changes; left out: none. */
  readonly indexed?: boolean;
  readonly streamed?: boolean;
}

/** A function that the workflow calls, and so sees part of the data. */
export interface WorkflowFunction {
  readonly arn: string;
  readonly name: string;
}

/** A group that users may be added to. */
export interface Group {
  readonly arn: string;
  readonly name: string;
  readonly policies: readonly PartialKnowledge<PolicyDocument>[];
}

/**
 * Keys of other Regions with the key material of the key: each decrypts what the other encrypted, and
 * has a policy, grants and a state of its own. Left out: none.
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 */
export type Replicas = readonly PartialKnowledge<KmsKey>[];

/** The state machine that the report is about. */
export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  /** Left out: the key is AWS's own, and IAM alone decides. */
  readonly key?: PartialKnowledge<KmsKey>;
  readonly replicas?: Replicas;
  readonly executionRole: PartialKnowledge<Caller>;
}

/** An activity that workers take tasks from, with the input that the workflow gives them. */
export interface Activity {
  readonly arn: string;
  readonly name: string;
  /** Left out: the key is AWS's own, and IAM alone decides. */
  readonly key?: PartialKnowledge<KmsKey>;
  readonly replicas?: Replicas;
}

/** All that the report is worked out from, whether a template or an account tells it. */
export interface Situation {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** Where the account stands in AWS Organizations; left out: not known. */
  readonly organization?: Organization;
  readonly machine: Machine;
  readonly activities: readonly Activity[];
  readonly logGroups: readonly LogGroup[];
  readonly tables: readonly PartialKnowledge<Table>[];
  readonly functions: readonly WorkflowFunction[];
  readonly subjects: readonly Subject[];
  readonly groups: readonly Group[];
  /** What could not be read at all; with any of it, nobody can say that the list is whole. */
  readonly unread: readonly Unread[];
  /** What a reader of the report should know besides. */
  readonly notes: readonly string[];
}
