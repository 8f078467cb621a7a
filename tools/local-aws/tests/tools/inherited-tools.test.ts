import { describe, expect, it } from '@jest/globals';
import { quietProgress } from 'helpers/progress';
import { inheritedTools, prepareTools, type Tools, withInheritedTools } from '../../tools/tools.ts';

const tools: Tools = {
  sam: '/tools/sam',
  aws: '/tools/aws',
  cfnLint: '/tools/cfn-lint',
  python: process.execPath, // A path that exists.
};

describe('inherited tools', () => {
  it('are used without a search', async () => {
    const env = withInheritedTools({ PATH: '/nowhere' }, tools);
    expect(env['PATH']).toBe('/nowhere');
    expect(await prepareTools(env, quietProgress)).toEqual(tools);
  });

  it('are searched for when none are inherited', () => {
    expect(inheritedTools({ PATH: '/nowhere' })).toBeUndefined();
  });

  it('are searched for when they no longer exist', () => {
    expect(
      inheritedTools(withInheritedTools({}, { ...tools, python: '/gone/python' })),
    ).toBeUndefined();
  });

  it('are rejected if one of them is missing', () => {
    const { aws: _aws, ...rest } = tools;
    expect(() => inheritedTools({ LOCAL_AWS_TOOLS: JSON.stringify(rest) })).toThrow(
      'LOCAL_AWS_TOOLS does not name aws.',
    );
  });
});
