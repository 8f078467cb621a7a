import { describe, expect, it } from '@jest/globals';
import validate from 'asl-validator';
import { textOf } from 'test-fixtures/resolved-stack';
import { parseTemplate } from 'who-can-read';

const text = textOf('stacks/encrypted-activity/approval.asl.json');
const definition = JSON.parse(text);
const { Resources } = Object(parseTemplate(textOf('stacks/encrypted-activity/template.yaml')));
const { Properties: machine } = Resources.ApprovalStateMachine;

describe('the workflow that asks about large trades', () => {
  it('is valid Amazon States Language', () => {
    const substituted = text
      .replaceAll('${Partition}', 'aws')
      .replace('${ApprovalActivityArn}', 'arn:aws:states:us-east-1:123456789012:activity:approval');
    const verdict = validate(JSON.parse(substituted));
    expect(verdict.errorsText()).toBe('');
    expect(verdict.isValid).toBe(true);
  });

  it('has a value for every substitution, and a use for every value', () => {
    const used = new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(machine.DefinitionSubstitutions).sort());
  });

  it('asks the activity of its own template, under the same key as itself', () => {
    const { Properties: activity } = Resources.ApprovalActivity;
    expect(machine.DefinitionSubstitutions.ApprovalActivityArn['Fn::Sub']).toMatch(
      /:activity:\$\{AWS::StackName\}$/,
    );
    expect(activity.Name).toEqual({ Ref: 'AWS::StackName' });
    expect(activity.EncryptionConfiguration).toEqual(machine.EncryptionConfiguration);
    expect(definition.States['Approve Trade'].Resource).toBe('${ApprovalActivityArn}');
  });

  it('gives a worker three signs of life before it loses its task', () => {
    expect(definition.States['Approve Trade'].HeartbeatSeconds).toBe(60);
    expect(textOf('stacks/encrypted-activity/worker/main.ts')).toContain('beatEvery: 20_000');
  });
});
