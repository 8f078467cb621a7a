"""Lets the emulator run a bounded number of functions at once, and end their processes with them.

When all processes of a function are busy, a call starts another one. A thousand concurrent executions
would take 8 GB, and so much processor time that calls to DynamoDB time out, executions fail, and their
processes start again. Here such a call waits until another one has ended, but not forever, because
the other one can wait for it.

When CloudFormation deletes a function, its processes stay: one of them forever, and the others for
five minutes. Only DeleteFunction ends them.
"""

import os
import threading

from ministack.core import lambda_runtime
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
            end_without_function()  # It can have been deleted meanwhile.

    lambda_svc._execute_function_warm = waiting


def end_without_function():
    """Ends the processes of functions that do not exist any more."""
    with lambda_runtime._lock:
        keys = list(lambda_runtime._workers)
    for key in keys:
        account, region, name, _ = key.split(":")
        if lambda_svc._functions.get_scoped(account, region, name) is None:
            lambda_runtime.invalidate_worker(name, account=account, region=region)


def end_with_function():
    """Has the processes of a function end when it is deleted, by whichever service."""
    sweep = lambda_svc._sweep_extract_cache  # Each way to delete a function ends with it.

    def sweeping():
        sweep()
        end_without_function()

    lambda_svc._sweep_extract_cache = sweeping
