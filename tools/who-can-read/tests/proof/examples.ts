import { example } from './access-models.ts';

const ACCOUNT = '123456789012';
const functionArn = (name: string) => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`;

/** The approval of large trades, by an encrypted activity. */
export const approval = example('stacks/encrypted-activity/template.yaml', 'approval', {
  StockTradingStateMachineArn: `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:stock-trading`,
  ApproverArn: `arn:aws:iam::${ACCOUNT}:user/approver`,
});

/** The same workflow as an express one. */
export const express = example('stacks/express/template.yaml', 'express', {
  CheckPriceFunctionArn: functionArn('check-price'),
  BuyFunctionArn: functionArn('buy'),
  SellFunctionArn: functionArn('sell'),
  SaveFunctionArn: functionArn('save'),
  CallerRoleArn: `arn:aws:iam::${ACCOUNT}:role/Caller`,
});
