import { randomInt } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { logged } from '../logging/logged.ts';
import { STOCK_PRICE } from '../trade/transaction.ts';
import { checkPrice } from './check-price.ts';

const askPrice = () => randomInt(STOCK_PRICE.from, STOCK_PRICE.to + 1);

/** The Lambda function of the state Check Stock Value. */
export const handler = logged(new Logger({ serviceName: 'check-price' }), (payload) =>
  checkPrice(payload, askPrice),
);
