import { describe, expect, it } from '@jest/globals';
import { parseDocument } from 'yaml';
import { builtFunctions, functionName } from '../../sam-local/built-functions.ts';

describe('the functions of a built template', () => {
  it('are found by their type, with the built folder', () => {
    const template = parseDocument(`
Resources:
  Table: { Type: AWS::DynamoDB::Table }
  CheckPriceFunction:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: CheckPriceFunction }
`);

    expect(builtFunctions(template)).toEqual([
      { id: 'CheckPriceFunction', name: 'check-price', code: 'CheckPriceFunction' },
    ]);
  });

  it('do not exist in a template without resources', () => {
    expect(builtFunctions(parseDocument('Parameters: {}'))).toEqual([]);
  });

  it.each([
    ['BuyFunction', 'buy'],
    ['CheckPriceFunction', 'check-price'],
    ['FunctionOfTwoWordsFunction', 'function-of-two-words'],
  ])('have the name of their folder: %s has the name %s', (id, name) => {
    expect(functionName(id)).toBe(name);
  });
});
