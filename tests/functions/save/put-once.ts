/** A program: one put with the client as deployed; writes how it failed to standard output. */
import {
  createClient,
  createPutIfAbsent,
  PUT_TIMEOUT,
} from '../../../functions/save/put-if-absent.ts';

const putIfAbsent = createPutIfAbsent(createClient(), 'transactions', PUT_TIMEOUT);
const outcome = await putIfAbsent({ Id: { S: '5b0cf05e-2f0a-4d8e-9d0f-3d5a7f0c9b21' } }).then(
  () => ({ name: 'written' }),
  ({ name, cause }) => ({ name, code: cause.code }),
);
process.stdout.write(JSON.stringify(outcome));
