/**
 * Every known resource type is in one of three groups. Other types are not looked into.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export type Treatment =
  | { readonly treatment: 'understood' }
  /** It does not create a principal, permission, key, state machine or copy of the data. */
  | { readonly treatment: 'cannot matter' }
  | { readonly treatment: 'not looked into'; readonly why: string; readonly needs: string };

/** Types whose effect on the answer this project computes. */
const understood: readonly string[] = [
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::IAM::Group',
  'AWS::IAM::GroupPolicy',
  'AWS::IAM::InstanceProfile',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::User',
  'AWS::IAM::UserPolicy',
  'AWS::IAM::UserToGroupAddition',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::KMS::ReplicaKey',
  'AWS::Lambda::Function',
  'AWS::Logs::AccountPolicy',
  'AWS::Logs::LogGroup',
  'AWS::Logs::SubscriptionFilter',
  'AWS::S3::BucketPolicy',
  'AWS::SSO::Assignment',
  'AWS::SSO::PermissionSet',
  'AWS::StepFunctions::Activity',
  'AWS::StepFunctions::StateMachine',
  'AWS::StepFunctions::StateMachineAlias',
  'AWS::StepFunctions::StateMachineVersion',
];

/** Types that can contain anything, with what the user must do so that the tool can look into them. */
const unclear: Readonly<Record<string, { readonly why: string; readonly needs: string }>> = {
  'AWS::CloudFormation::Stack': {
    why: 'A nested stack can hold any resource.',
    needs: 'Give its template as a local file, or the cloud assembly of the CDK (--app).',
  },
  'AWS::CloudFormation::StackSet': {
    why: 'A stack set can hold any resource, in this account and in others.',
    needs: 'Make a report on its template, then add --exclude with its name.',
  },
  'AWS::CloudFormation::CustomResource': {
    why: 'Its provider is outside the template and can do anything that its role can do.',
    needs: 'Make a report that covers the role of its provider, then add --exclude with its name.',
  },
  'AWS::CloudFormation::Macro': {
    why: 'Its function changes other templates, which can hold any resource.',
    needs: 'Make a report on the templates that use it, then add --exclude with its name.',
  },
  'AWS::Serverless::Connector': {
    why: 'A connector adds permissions to roles and resource policies.',
    needs:
      'Give the template that the SAM transform returns (GetTemplate with the stage Processed).',
  },
  'AWS::Serverless::GraphQLApi': {
    why: 'A GraphQL API creates roles that read its data sources.',
    needs:
      'Give the template that the SAM transform returns (GetTemplate with the stage Processed).',
  },
  'AWS::ServiceCatalog::CloudFormationProvisionedProduct': {
    why: 'A product can hold any resource.',
    needs: 'Make a report on the template of the product, then add --exclude with its name.',
  },
  'AWS::Config::ConformancePack': {
    why: 'A conformance pack is a template of its own, with remediation that changes resources.',
    needs: 'Look at its template, then add --exclude with its name.',
  },
  'AWS::Config::OrganizationConformancePack': {
    why: 'A conformance pack is a template of its own, with remediation that changes resources.',
    needs: 'Look at its template, then add --exclude with its name.',
  },
  'AWS::Organizations::Account': {
    why: 'A new account has a role that its parent account can assume.',
    needs: 'Make a report on that account, then add --exclude with its name.',
  },
};

/**
 * Services whose resources act only through roles, and each of these roles has its own row.
 * `AWS::Lambda::` covers the types that are not in the group above: permissions, versions, layers.
 */
const throughRoles: readonly string[] = [
  ...['ACMPCA', 'AccessAnalyzer', 'AmazonMQ', 'Amplify', 'ApiGateway', 'ApiGatewayV2', 'AppConfig'],
  ...['AppFlow', 'AppRunner', 'AppSync', 'ApplicationAutoScaling', 'ApplicationInsights', 'Athena'],
  ...['AutoScaling', 'AutoScalingPlans', 'Backup', 'Batch', 'Bedrock', 'Budgets', 'CDK'],
  ...['CE', 'Cassandra', 'CertificateManager', 'Chatbot', 'Cloud9', 'CloudFront', 'CloudTrail'],
  ...['CloudWatch', 'CodeArtifact', 'CodeBuild', 'CodeCommit', 'CodeConnections', 'CodeDeploy'],
  ...['CodeGuruProfiler', 'CodeGuruReviewer', 'CodePipeline', 'CodeStarConnections'],
  ...['CodeStarNotifications', 'Cognito', 'Connect', 'DAX', 'DLM', 'DMS', 'DataPipeline'],
  ...[
    'DataSync',
    'Detective',
    'DevOpsGuru',
    'DirectoryService',
    'DocDB',
    'EC2',
    'ECR',
    'ECS',
    'EFS',
  ],
  ...['EKS', 'EMR', 'EMRServerless', 'ElastiCache', 'ElasticBeanstalk', 'ElasticLoadBalancing'],
  ...['ElasticLoadBalancingV2', 'Elasticsearch', 'EventSchemas', 'Events', 'FIS', 'FSx', 'Glue'],
  ...['Grafana', 'GuardDuty', 'ImageBuilder', 'Inspector', 'InspectorV2', 'InternetMonitor', 'IoT'],
  ...['Kendra', 'Kinesis', 'KinesisAnalyticsV2', 'KinesisFirehose', 'LakeFormation', 'Lambda'],
  ...['Location', 'Logs', 'MSK', 'MWAA', 'Macie', 'MemoryDB', 'Neptune', 'NetworkFirewall'],
  ...[
    'OpenSearchServerless',
    'OpenSearchService',
    'Pinpoint',
    'Pipes',
    'QLDB',
    'QuickSight',
    'RDS',
  ],
  ...['RUM', 'Redshift', 'RedshiftServerless', 'ResourceGroups', 'RolesAnywhere', 'Route53'],
  ...['Route53RecoveryControl', 'Route53Resolver', 'S3', 'S3Express', 'S3ObjectLambda', 'S3Tables'],
  ...['SES', 'SNS', 'SQS', 'SSM', 'SSMContacts', 'SSMIncidents', 'SageMaker', 'Scheduler'],
  ...['SecretsManager', 'SecurityHub', 'ServiceDiscovery', 'Shield', 'Signer', 'Synthetics'],
  ...[
    'Timestream',
    'Transfer',
    'VpcLattice',
    'WAF',
    'WAFRegional',
    'WAFv2',
    'Wisdom',
    'WorkSpaces',
  ],
  'XRay',
];

/** Single types of other services that cannot change the answer. */
const harmless: readonly string[] = [
  'AWS::CloudFormation::WaitCondition',
  'AWS::CloudFormation::WaitConditionHandle',
  'AWS::Config::ConfigRule',
  'AWS::Config::ConfigurationRecorder',
  'AWS::Config::DeliveryChannel',
  // Roles that trust these providers have their own rows.
  'AWS::IAM::OIDCProvider',
  'AWS::IAM::SAMLProvider',
  'AWS::IAM::ServerCertificate',
  'AWS::IAM::VirtualMFADevice',
  // Policies of an organization can only remove permissions.
  'AWS::Organizations::Policy',
  'AWS::Organizations::OrganizationalUnit',
];

const harmlessServices = new Set(throughRoles);

/**
 * Returns how a type of resource is treated. A custom resource is one whose type begins with
 * `Custom::`; where its provider is a function of the template, the caller knows better.
 * @param type `AWS::IAM::Role`.
 */
export function treatmentOf(type: string): Treatment {
  if (understood.includes(type)) return { treatment: 'understood' };
  const custom = type.startsWith('Custom::') ? 'AWS::CloudFormation::CustomResource' : type;
  const open = Object.hasOwn(unclear, custom) ? unclear[custom] : undefined;
  if (open) return { treatment: 'not looked into', ...open };
  if (harmless.includes(type)) return { treatment: 'cannot matter' };
  const [owner, service = ''] = type.split('::');
  const plain = owner === 'AWS' && harmlessServices.has(service) && !type.endsWith('::MODULE');
  if (plain) return { treatment: 'cannot matter' };
  const isModule = type.endsWith('::MODULE');
  return {
    treatment: 'not looked into',
    why: isModule
      ? 'A module can hold any resource.'
      : `This version does not know which resources ${type} creates.`,
    needs: 'Check which resources it creates, then add --exclude with its name.',
  };
}
