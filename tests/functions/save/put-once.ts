/** A program: one put with the client as deployed; writes how it failed to standard output. */
import { createClient, PUT_PATIENCE } from '../../../functions/save/client.ts';
import { createPutIfAbsent } from '../../../functions/save/put-if-absent.ts';

const putIfAbsent = createPutIfAbsent(createClient(), 'transactions', PUT_PATIENCE);
const outcome = await putIfAbsent({ Id: { S: '450aed65-d857-8958-81aa-adc3ea291f52' } }).then(
  () => ({ name: 'written' }),
  ({ name, cause }) => ({ name, code: cause.code }),
);
process.stdout.write(JSON.stringify(outcome));
