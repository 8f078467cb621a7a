import type { AccessModel } from '../report/access-model.ts';

interface ServiceRun {
  /** The service that a role must trust. */
  readonly principal: string;
  /** The action, besides iam:PassRole, that makes the service run code as the role. */
  readonly action: string;
  readonly words: string;
  /** The source ARN that the service sends: a new resource, not the one that the role was created for. */
  readonly sourceArn: (where: AccessModel) => string;
}

const arn = (service: string, resource: string) => (where: AccessModel) =>
  `arn:${where.partition}:${service}:${where.region}:${where.account}:${resource}`;

/**
 * Services that run code of the caller, as a role that the caller passes to them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export const serviceRuns: readonly ServiceRun[] = [
  {
    principal: 'lambda.amazonaws.com',
    action: 'lambda:CreateFunction',
    words: 'makes a function that runs as',
    sourceArn: arn('lambda', 'function:another'),
  },
  {
    principal: 'states.amazonaws.com',
    action: 'states:CreateStateMachine',
    words: 'makes a state machine that runs as',
    sourceArn: arn('states', 'stateMachine:another'),
  },
  {
    principal: 'ec2.amazonaws.com',
    action: 'ec2:RunInstances',
    words: 'starts an instance that runs as',
    sourceArn: arn('ec2', 'instance/i-00000000000000000'),
  },
  {
    principal: 'cloudformation.amazonaws.com',
    action: 'cloudformation:CreateStack',
    words: 'makes a stack that deploys as',
    sourceArn: arn('cloudformation', 'stack/another/00000000-0000-4000-8000-000000000000'),
  },
  {
    principal: 'ecs-tasks.amazonaws.com',
    action: 'ecs:RegisterTaskDefinition',
    words: 'makes a container that runs as',
    sourceArn: arn('ecs', 'task/another'),
  },
  {
    principal: 'codebuild.amazonaws.com',
    action: 'codebuild:CreateProject',
    words: 'makes a build that runs as',
    sourceArn: arn('codebuild', 'project/another'),
  },
  {
    principal: 'glue.amazonaws.com',
    action: 'glue:CreateJob',
    words: 'makes a job that runs as',
    sourceArn: arn('glue', 'job/another'),
  },
];
