import { Logger } from '@aws-lambda-powertools/logger';
import { readSetting } from '../environment.ts';
import { logged } from '../logging/logged.ts';
import { createClient, createPutIfAbsent, PUT_TIMEOUT } from './put-if-absent.ts';
import { save } from './save.ts';

const tableName = readSetting(process.env, 'TABLE_NAME');
const putIfAbsent = createPutIfAbsent(createClient(), tableName, PUT_TIMEOUT);

/** The Lambda function of the state Record Transaction. */
export const handler = logged(new Logger({ serviceName: 'save' }), (payload) =>
  save(payload, putIfAbsent),
);
