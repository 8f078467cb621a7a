import type { PartialKnowledge, Unread } from '../account/partial-knowledge.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Caller, Organization } from '../principal/caller.ts';

/** A principal. The report has a row for each. */
export interface Subject {
  /** ARN or service name, or an ARN made for a principal that might exist. Unique in a report. */
  readonly id: string;
  /** The name in text reports. */
  readonly name: string;
  /** The position in the template that creates it. */
  readonly logicalId?: string;
  /** `sample`: represents a kind of principal; the ARN does not need to exist. */
  readonly origin: 'account' | 'template' | 'policy' | 'service' | 'sample';
  readonly caller: PartialKnowledge<Caller>;
  /** Only roles have one. */
  readonly trustPolicy?: PartialKnowledge<PolicyDocument>;
  /** ARNs of the managed policies by which its own policies can be changed. */
  readonly managedPolicyArns: readonly string[];
  readonly groupArns: readonly string[];
  /** Left out: it exists. Otherwise whether it exists depends on these values. */
  readonly mayExist?: readonly string[];
}

/** A value of a template that cannot be known from the template alone. */
export interface UnknownValue {
  /** As texts show it: `<KeyArn>` for the hole with the key `KeyArn`. */
  readonly name: string;
  /** `parameter KeyArn has no value` */
  readonly why: string;
  /** The option that sets it: `--parameter KeyArn=VALUE`; left out: no option can. */
  readonly give?: string;
}

/**
 * A resource that can create principals, permissions or copies of the data, and that could not be looked
 * into. The list of readers might not be complete unless the user excludes the resource.
 */
export interface NotLookedInto {
  /**
   * The logical id, after the ids of the nested stacks around it: `Child/Role`; `AcmeHardening` for
   * a macro.
   */
  readonly name: string;
  /** `AWS::CloudFormation::Stack` */
  readonly type: string;
  /** A sentence about its possible effects on the answer. */
  readonly why: string;
  /** A sentence about what the user must do so that the tool can look into it. */
  readonly needs: string;
  /** Whether the user has excluded it by name. */
  readonly excluded: boolean;
}

/** A place outside Step Functions that holds a copy of the data, or a table of the stack. */
export interface DataCopy {
  /** `bucket results of the ResultWriter of state M` */
  readonly what: string;
  /** The ARN, where it is known. */
  readonly arn?: string;
  /** Its readers, if they were decided; otherwise a sentence about what is missing. */
  readonly readers: readonly string[] | string;
  /** Principals with an unknown answer; left out: none. */
  readonly unknownReaders?: readonly string[];
}

/** A log group with log events of the workflow. */
export interface LogGroup {
  /** Without the `:*` at its end. */
  readonly arn: string;
  readonly name: string;
  /** Left out: no customer managed key, or unknown. Readers do not need permission on it. */
  readonly keyArn?: string;
  /** Whether it contains input and output in clear text. */
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

/** A function that the workflow calls, and that receives part of the data. */
export interface WorkflowFunction {
  readonly arn: string;
  readonly name: string;
}

/** A group to which users can be added. */
export interface Group {
  readonly arn: string;
  readonly name: string;
  readonly policies: readonly PartialKnowledge<PolicyDocument>[];
}

/**
 * Keys in other Regions with the same key material. Each can decrypt data that another one encrypted, and
 * has its own policy, grants and state. Left out: none.
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 */
export type Replicas = readonly PartialKnowledge<KmsKey>[];

/** The state machine that the report is about. */
export interface WorkflowStateMachine {
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

/** All inputs of the report, from a template or from an account. */
export interface AccessModel {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** The organization of the account; left out: unknown. */
  readonly organization?: Organization;
  readonly stateMachine: WorkflowStateMachine;
  readonly activities: readonly Activity[];
  readonly logGroups: readonly LogGroup[];
  readonly tables: readonly PartialKnowledge<Table>[];
  readonly functions: readonly WorkflowFunction[];
  readonly subjects: readonly Subject[];
  readonly groups: readonly Group[];
  /** Facts that could not be read. If there are any, the list of readers might not be complete. */
  readonly unread: readonly Unread[];
  /** Resources that could not be looked into; left out: none. */
  readonly notLookedInto?: readonly NotLookedInto[];
  /** Unknown values on which an answer can depend; left out: none. */
  readonly unknownValues?: readonly UnknownValue[];
  /** Copies of the data outside Step Functions; left out: none. */
  readonly copies?: readonly DataCopy[];
  /** Tables that the workflow cannot use, with their readers; left out: none. */
  readonly otherTables?: readonly DataCopy[];
  /** Logical ids by placeholder, for names and ids that AWS creates at deployment. */
  readonly placeholders?: ReadonlyMap<string, string>;
  /** Further notes on the report. */
  readonly notes: readonly string[];
}
