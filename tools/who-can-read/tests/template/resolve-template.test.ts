import { describe, expect, it } from '@jest/globals';
import { placeOfPath } from '../../report/template-places.ts';
import { resolveTemplate, type StackLocation } from '../../template/index.ts';
import { parseTemplate } from '../../template/parse-template.ts';
import { place, templateText } from '../proof/access-models.ts';

describe('the text of a template', () => {
  it('can be YAML with short function names or JSON with long ones', () => {
    const yaml = 'A: !Sub ${X}\nB: !GetAtt R.Arn\nC: !If [Y, !Ref Z, { d: !Join [",", [1]] }]\n';

    expect(parseTemplate(yaml)).toEqual({
      A: { 'Fn::Sub': '${X}' },
      B: { 'Fn::GetAtt': ['R', 'Arn'] },
      C: { 'Fn::If': ['Y', { Ref: 'Z' }, { d: { 'Fn::Join': [',', [1]] } }] },
    });
    expect(parseTemplate(JSON.stringify(parseTemplate(yaml)))).toEqual(parseTemplate(yaml));
  });

  it('keeps the version of a policy as text', () => {
    expect(parseTemplate('Version: 2012-10-17')).toEqual({ Version: '2012-10-17' });
  });

  it.each([
    ['an unknown tag', 'A: !Nonsense x', /Unresolved tag/],
    ['an unclosed bracket', 'A: {b: 1\nC: {d: 2}\n', /indented and end with a }/],
    ['an alias without an anchor', 'A: *a', /./],
    ['JSON that is not an object', '- a', /must be an object/],
    ['no YAML', 'A: [', /./],
  ])('with %s is rejected', (_, text, words) => {
    expect(() => parseTemplate(text)).toThrow(
      expect.objectContaining({ name: 'TemplateError', message: expect.stringMatching(words) }),
    );
  });
});

describe('a duplicate name in an object', () => {
  it.each([
    ['YAML', 'A: 1\nB:\n  C: 1\n  D: 2\n  C: 3\n', 'line 5, column 3'],
    ['JSON', '{"A": 1, "B": {"C": 1, "D": 2, "C": 3}}', 'line 1, column 32'],
  ])('takes the last value in %s, and a note gives the position', (_, text, where) => {
    const notes: string[] = [];

    expect(parseTemplate(text, (note) => notes.push(note))).toEqual({ A: 1, B: { C: 3, D: 2 } });
    expect(notes).toEqual([expect.stringMatching(`^C occurs twice in one object.*${where}:`)]);
  });

  it('is not reported for the same name in different objects', () => {
    const notes: string[] = [];
    parseTemplate('A: { C: 1 }\nB: [{ C: 1 }, { C: 2 }]\n', (note) => notes.push(note));

    expect(notes).toEqual([]);
  });
});

describe('lines within brackets', () => {
  const indented = 'A:\n  P: {\n    "b": [ 1,\n      2 ],\n    "c": {}\n  }\n  Q: x\nR: y\n';

  it.each([
    ['the closing bracket', indented.replace('\n  }', '\n}')],
    ['all lines', indented.replace(/^ {4,}/gm, '').replace('\n  }', '\n}')],
    ['a comment', indented.replace('\n    "c"', '\n# a comment\n    "c"')],
  ])('do not need indentation: %s', (_, text) => {
    expect(text).not.toBe(indented);
    expect(parseTemplate(text)).toEqual(parseTemplate(indented));
  });

  it('keep their line numbers', () => {
    const text = 'Resources:\n  K: {\n"Type": 1,\n"Q": 2 }\n';

    expect(placeOfPath(text, 'Resources.K.Q')).toEqual({ line: 4, column: 1 });
    expect(placeOfPath(text, 'Resources.K')).toEqual({ line: 2, column: 3 });
  });
});

describe('the resolved template', () => {
  const all = (where: StackLocation) => {
    const template = resolveTemplate(templateText, where);
    return [...template.types.keys()].map((id) => template.resource(id));
  };

  it('has no intrinsic functions', () => {
    for (const { properties } of all(place)) {
      expect(JSON.stringify(properties)).not.toMatch(/"Fn::|"Ref"|\$\{/);
    }
  });

  it('has a unique name for each resource, the same for each run', () => {
    const names = all(place).map((resource) => resource.ref());

    expect(new Set(names).size).toBe(names.length);
    expect(all(place).map((resource) => resource.ref())).toEqual(names);
  });

  it('has well-formed ARNs', () => {
    const template = resolveTemplate(templateText, place);

    expect(template.resource('StocksKmsKey').attribute('Arn')).toMatch(
      /^arn:aws:kms:us-east-1:123456789012:key\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
    const role = template.resource('StockTradingStateMachineExecutionRole').ref();
    expect(role.length).toBeLessThanOrEqual(64);
  });

  it.each([
    ['aws-cn', 'cn-north-1', 'states.cn-north-1.amazonaws.com.cn'],
    ['aws-us-gov', 'us-gov-west-1', 'states.us-gov-west-1.amazonaws.com'],
  ])('uses partition %s and Region %s', (partition, region, service) => {
    const text = JSON.stringify(all({ ...place, partition, region }).map((one) => one.properties));

    expect(text).toContain(service);
    expect(text).toContain(`arn:${partition}:states:${region}:123456789012:stateMachine:`);
    expect(text).not.toMatch(/arn:aws:|us-east-1/);
  });

  it('rejects a condition that depends on itself', () => {
    const text = JSON.stringify({
      Conditions: { A: { 'Fn::Not': [{ Condition: 'A' }] } },
      Resources: { R: { Type: 'AWS::IAM::Role', Condition: 'A' } },
    });

    expect(() => resolveTemplate(text, place)).toThrow('Conditions.A: depends on itself');
  });

  it('rejects a name that depends on itself', () => {
    const Properties = { RoleName: { 'Fn::Sub': 'x-${R}' } };
    const text = JSON.stringify({ Resources: { R: { Type: 'AWS::IAM::Role', Properties } } });

    expect(() => resolveTemplate(text, place).resource('R').ref()).toThrow('depends on itself');
  });
});
