"""Lets the emulator run a bounded number of functions at once.

A call that finds all processes of its function busy starts another one. With a thousand executions at
once these take 8 GB, and on a busy machine so much of the processor that calls to DynamoDB time out,
executions fail, and their processes are started anew. Here such a call waits until another one is over;
but not for ever, since the other one may wait for it.
"""

import os
import threading

from ministack.services import lambda_svc

AT_ONCE = 4 * (os.cpu_count() or 1)
TIMEOUT_SECONDS = 10


def run_few_at_once():
    """Must be called before the emulator calls its first function."""
    execute = lambda_svc._execute_function_warm
    places = threading.Semaphore(AT_ONCE)

    def waiting(function, event, request_id):
        placed = places.acquire(timeout=TIMEOUT_SECONDS)
        try:
            return execute(function, event, request_id)
        finally:
            if placed:
                places.release()

    lambda_svc._execute_function_warm = waiting
