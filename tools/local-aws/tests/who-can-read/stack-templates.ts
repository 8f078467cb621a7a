const DEFINITION = '{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}';
const READS = ['kms:Decrypt', 'states:Describe*', 'states:Get*'];

const trust = (Principal: object, action = 'AssumeRole', Condition?: object) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal, Action: `sts:${action}`, ...(Condition ? { Condition } : {}) },
  ],
});
const own = (Action: readonly string[], Resource: unknown = '*') => ({
  PolicyName: 'own',
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource }],
  },
});
const role = (AssumeRolePolicyDocument: object, policy: object, more: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument, Policies: [policy], ...more },
});
const stateMachine = (
  StateMachineName: string,
  executionRole: string,
  encrypted: boolean,
  DefinitionString: unknown = DEFINITION,
) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    ...{ StateMachineName, DefinitionString },
    RoleArn: { 'Fn::GetAtt': [executionRole, 'Arn'] },
    ...(encrypted
      ? {
          EncryptionConfiguration: {
            ...{ Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: { Ref: 'KeyAliasArn' } },
          },
        }
      : {}),
  },
});

/** A definition that puts an item into the table with this logical id. */
const putsInto = (table: string) => ({
  'Fn::Sub': JSON.stringify({
    StartAt: 'Put',
    States: {
      Put: {
        ...{ Type: 'Task', Resource: 'arn:aws:states:::dynamodb:putItem', End: true },
        Parameters: { TableName: `\${${table}}`, Item: { id: { S: '1' } } },
      },
    },
  }),
});

const states = trust({ Service: 'states.amazonaws.com' });
const servers = trust({ Service: 'ec2.amazonaws.com' });
const COGNITO = 'cognito-identity.amazonaws.com';
const KeyAliasArn = { Type: 'String' };

/** Two state machines, a global table that one of them uses, and roles that web identities can assume. */
export const shopTemplate = JSON.stringify({
  Parameters: { KeyAliasArn },
  Resources: {
    OrdersRole: role(states, own(['kms:Decrypt', 'kms:GenerateDataKey', 'dynamodb:PutItem']), {
      Path: '/service-role/',
    }),
    Orders: stateMachine('orders', 'OrdersRole', true, putsInto('Claims')),
    Plain: stateMachine('plain', 'OrdersRole', false),
    Reader: role(servers, own(READS), { RoleName: 'orders-reader' }),
    Claims: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        Replicas: [{ Region: { Ref: 'AWS::Region' } }],
      },
    },
    TableReader: role(servers, own(['dynamodb:GetItem'], { 'Fn::GetAtt': ['Claims', 'Arn'] })),
    GitHub: role(
      trust(
        {
          Federated: {
            'Fn::Sub':
              'arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com',
          },
        },
        'AssumeRoleWithWebIdentity',
        { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } },
      ),
      own(READS),
    ),
    CognitoGuests: role(
      trust({ Federated: COGNITO }, 'AssumeRoleWithWebIdentity', {
        StringEquals: { [`${COGNITO}:aud`]: 'us-east-1:11111111-2222-3333-4444-555555555555' },
        'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'unauthenticated' },
      }),
      own(READS),
    ),
  },
});

/** A state machine in a nested stack, with a role that reads it. */
export const childTemplate = JSON.stringify({
  Parameters: { KeyAliasArn },
  Resources: {
    Role: role(states, own(['kms:Decrypt', 'kms:GenerateDataKey'])),
    StateMachine: stateMachine('nested', 'Role', true),
    NestedReader: role(servers, own(READS)),
  },
});

export const parentTemplate = JSON.stringify({
  Parameters: { KeyAliasArn, Url: { Type: 'String' } },
  Resources: {
    Child: {
      Type: 'AWS::CloudFormation::Stack',
      Properties: {
        TemplateURL: { Ref: 'Url' },
        Parameters: { KeyAliasArn: { Ref: 'KeyAliasArn' } },
      },
    },
  },
});
