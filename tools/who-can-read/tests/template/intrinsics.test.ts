import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { resolveTemplate } from '../../template/index.ts';
import { readable } from '../../unknown-text.ts';
import { place } from '../proof/access-models.ts';

interface Case {
  readonly name: string;
  readonly value: unknown;
  readonly gives?: unknown;
  readonly error?: string;
}

const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL('cases.json', import.meta.url), 'utf8'),
);

/** A template with one target of each kind for references. */
const template = (value: unknown): string =>
  JSON.stringify({
    Parameters: {
      Name: { Type: 'String', Default: 'stock' },
      List: { Type: 'CommaDelimitedList', Default: 'a, b' },
      Count: { Type: 'Number', Default: '007' },
      Given: { Type: 'String' },
      GivenList: { Type: 'CommaDelimitedList' },
    },
    Mappings: { Map: { 'us-east-1': { Size: 'big' } } },
    Conditions: {
      Yes: { 'Fn::Equals': [{ Ref: 'Name' }, 'stock'] },
      No: { 'Fn::Not': [{ Condition: 'Yes' }] },
      Both: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] },
      Either: { 'Fn::Or': [{ Condition: 'No' }, { Condition: 'Yes' }] },
      SameNumber: { 'Fn::Equals': [1, '1'] },
      Open: { 'Fn::Equals': [{ Ref: 'Given' }, 'a'] },
    },
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'worker', Path: '/team/' } },
      Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/x' } },
      Queue: { Type: 'AWS::SQS::Queue' },
      Absent: { Type: 'AWS::IAM::Role', Condition: 'No' },
      Tested: { Type: 'AWS::Any::Thing', Properties: { Value: value } },
    },
  });

const files = { 'part.yaml': 'b: !Ref Name' };

/** Returns the value with its unknown parts as text. */
const resolved = (value: unknown): unknown => {
  const { properties } = resolveTemplate(template(value), place, {}, { files }).resource('Tested');
  return JSON.parse(readable(JSON.stringify(properties['Value'] ?? null)));
};

describe('an intrinsic function', () => {
  const giving = cases.filter(({ error }) => error === undefined);
  const failing = cases.filter(({ error }) => error !== undefined);

  it.each(giving.map((one) => [one.name, one] as const))('%s', (_, { value, gives }) => {
    expect(resolved(value)).toEqual(gives);
  });

  it.each(failing.map((one) => [one.name, one] as const))(
    '%s is rejected, with its path',
    (_, { value, error }) => {
      expect(() => resolved(value)).toThrow(
        expect.objectContaining({
          name: 'TemplateError',
          message: expect.stringContaining(error ?? ''),
          path: expect.stringMatching(/^Resources\.Tested\.Properties\.Value/),
        }),
      );
    },
  );
});
