import { describe, expect, it } from '@jest/globals';
import { TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { python } from './python.ts';

/** Calls slow functions, and prints the largest number that ran at once, and their results. */
const CALLS = `
import threading, time
import lambda_processes
from ministack.services import lambda_svc

lambda_processes.AT_ONCE = 3
running, most, lock = 0, 0, threading.Lock()

def execute(function, event, request_id):
    global running, most
    with lock:
        running += 1
        most = max(most, running)
    try:
        return function(event)
    finally:
        with lock:
            running -= 1

lambda_svc._execute_function_warm = execute
`;

describe('functions of the emulator', () => {
  it(
    'run a limited number at the same time, and all of them in the end, also when some fail',
    async () => {
      const { all } = await python(`${CALLS}
lambda_processes.run_few_at_once()
done, failed = [], []

def slow(event):
    time.sleep(0.01)
    if event % 5 == 0:
        raise ValueError
    return event

def call(number):
    try:
        done.append(lambda_svc._execute_function_warm(slow, number, 'id'))
    except ValueError:
        failed.append(number)

threads = [threading.Thread(target=call, args=(number,)) for number in range(40)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(most, len(done), len(failed))
`);
      expect(all.trim()).toBe('3 32 8');
    },
    TIMEOUT,
  );

  it(
    'do not deadlock when a function waits for another function',
    async () => {
      const { all } = await python(`${CALLS}
lambda_processes.TIMEOUT_SECONDS = 0.05
lambda_processes.run_few_at_once()
call = lambda depth: lambda_svc._execute_function_warm(calling, depth, 'id')
calling = lambda depth: 'deepest' if depth == 0 else call(depth - 1)
print(call(6), most)
`);
      expect(all.trim()).toBe('deepest 7');
    },
    TIMEOUT,
  );
});
