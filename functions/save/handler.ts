import { Logger } from '@aws-lambda-powertools/logger';
import { readSetting } from '../environment.ts';
import { logged } from '../logging/logged.ts';
import { createClient, PUT_PATIENCE } from './client.ts';
import { createPutIfAbsent } from './put-if-absent.ts';
import { save } from './save.ts';

const tableName = readSetting(process.env, 'TABLE_NAME');
const putIfAbsent = createPutIfAbsent(createClient(), tableName, PUT_PATIENCE);

/** The Lambda function behind the state Record Transaction. */
export const handler = logged(new Logger({ serviceName: 'save' }), (payload) =>
  save(payload, putIfAbsent),
);
