import { Logger } from '@aws-lambda-powertools/logger';
import { logged } from '../logging/logged.ts';
import { buy } from './buy.ts';

/** The Lambda function behind the state Buy Stock. */
export const handler = logged(new Logger({ serviceName: 'buy' }), buy);
