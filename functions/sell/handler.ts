import { Logger } from '@aws-lambda-powertools/logger';
import { logged } from '../logging/logged.ts';
import { tradeMaker } from '../trade/make-trade.ts';

/** The Lambda function of the state Sell Stock. */
export const handler = logged(new Logger({ serviceName: 'sell' }), tradeMaker('sell'));
