import { stringify } from 'yaml';

/** The number of resources of the template. */
export const RESOURCES = 500;

const statement = (Action: readonly string[], Resource: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});
const trust = (Service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
});
const getArn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const definition = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };

/** Returns a template with an encrypted state machine and many roles, as YAML and as JSON. */
export function largeTemplate(): { readonly yaml: string; readonly json: string } {
  const role = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
      Policies: [
        {
          PolicyName: 'own',
          PolicyDocument: statement(['states:DescribeExecution', 'kms:Decrypt'], '*'),
        },
      ],
    },
  };
  const fixed = {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            {
              ...{ Effect: 'Allow', Action: 'kms:*', Resource: '*' },
              Principal: { AWS: { 'Fn::Sub': `arn:aws:iam::\${AWS::AccountId}:root` } },
            },
          ],
        },
      },
    },
    StateMachine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        DefinitionString: JSON.stringify(definition),
        RoleArn: getArn('Role0'),
        EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: getArn('Key') },
      },
    },
  };
  const names = Array.from({ length: RESOURCES - 2 }, (_, at) => `Role${at}`);
  const Resources = { ...fixed, ...Object.fromEntries(names.map((name) => [name, role])) };
  return {
    yaml: stringify({ Resources }, { aliasDuplicateObjects: false }),
    json: JSON.stringify({ Resources }),
  };
}
