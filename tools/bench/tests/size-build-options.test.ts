import { describe, expect, it } from '@jest/globals';
import { deployedFunctions, ownFunctions } from '../size/build-options.ts';

const template = (properties: string): string => `
Resources:
  BuyFunction:
    Type: AWS::Serverless::Function
    Metadata:
      BuildMethod: esbuild
      BuildProperties:
        EntryPoints: [functions/buy/handler.ts]
${properties}
    Properties:
      Role: !GetAtt BuyFunctionRole.Arn
`;

describe('the build options of a template', () => {
  it('are the defaults of the SAM CLI if the template does not set them', () => {
    expect(deployedFunctions(template(''))).toEqual([
      {
        name: 'buy',
        entryPoint: 'functions/buy/handler.ts',
        options: {
          ...{ bundle: true, platform: 'node' },
          ...{ format: 'cjs', minify: true, target: 'es2020' },
        },
      },
    ]);
  });

  it('are those that the template sets', () => {
    const properties = `
        Format: esm
        Minify: false
        Target: node24
        Sourcemap: true
        MainFields: module,main
        Supported: [dynamic-import=false, arrow=true]
        External: ['@aws-sdk/*']
        Alias: ['node:crypto=./crypto.ts', 'one=./a=b.ts']`;

    expect(deployedFunctions(template(properties))[0]?.options).toEqual({
      ...{ bundle: true, platform: 'node' },
      ...{ format: 'esm', minify: false, target: 'node24', sourcemap: true },
      mainFields: ['module', 'main'],
      supported: { 'dynamic-import': false, arrow: true },
      external: ['@aws-sdk/*'],
      alias: { 'node:crypto': './crypto.ts', one: './a=b.ts' },
    });
  });

  it.each([
    ['an unknown property', '        Splitting: true', 'property Splitting'],
    ['a format that no function has', '        Format: iife', 'Must be one of cjs, esm: iife'],
    ['a string instead of a boolean', "        Minify: 'yes'", 'Must be true or false: yes'],
    ['a feature without a value', '        Supported: [arrow]', 'Must be true or false: arrow'],
    ['an alias without a value', '        Alias: [one]', 'An alias needs a value: one'],
  ])('reject %s', (_what, properties, message) => {
    expect(() => deployedFunctions(template(properties))).toThrow(message);
  });

  it('are found for the four functions of this project', async () => {
    expect((await ownFunctions()).map(({ name }) => name)).toEqual([
      'check-price',
      'buy',
      'sell',
      'save',
    ]);
  });
});
