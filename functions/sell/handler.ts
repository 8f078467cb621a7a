import { Logger } from '@aws-lambda-powertools/logger';
import { logged } from '../logging/logged.ts';
import { sell } from './sell.ts';

/** The Lambda function behind the state Sell Stock. */
export const handler = logged(new Logger({ serviceName: 'sell' }), sell);
