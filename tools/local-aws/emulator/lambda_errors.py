"""Lets the emulator report the errors of Node.js functions as Lambda does.

Lambda reports an error under its own name, with its message and its trace
(https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html), and a process that ends as
Runtime.ExitError (https://repost.aws/knowledge-center/lambda-runtime-error). Step Functions decides by
that name whether to retry. The emulator by itself names all of them Runtime.HandlerError.

Step Functions reports a throttled call as Lambda.TooManyRequestsException
(https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html), and the emulator
as Lambda.Unknown.
"""

import json
import re
import threading
import types

from ministack.core import lambda_runtime
from ministack.services import lambda_svc, stepfunctions

# The output of a function's process when the handler fails, and the same output with the error's name.
# A thrown value can be something else than an error. Lambda then reports its type.
ANSWERS = [
    (
        'error: String(err.message || err), trace: err.stack || ""',
        'error: String(err.message || err), trace: err.stack || "", name: err.name || typeof err',
    ),
    (
        'error: e.message, trace: e.stack\n',
        'error: e.message, trace: e.stack, name: e.name || typeof e\n',
    ),
]
DIED = "Worker process died"
# The folder of a function's code in the emulator, and in Lambda.
CODE = re.compile(r"[^\s(]*/ministack-lambda-[^/]*/code/")

# Of the invocation that the thread has just made: the emulator drops what it does not know.
answered = threading.local()


def with_names(script):
    """The program that runs a function, telling the name of an error as well."""
    for old, new in ANSWERS:
        if script.count(old) != 1:
            raise SystemExit("This emulator is not the one that lambda_errors.py is written for.")
        script = script.replace(old, new)
    return script


def body_of(answer, request_id):
    """What Lambda would report of an answer of a process; None where the emulator's own words will do."""
    if answer.get("status") != "error":
        return None
    message = answer.get("error", "")
    if answer.get("name"):
        trace = CODE.sub("/var/task/", answer.get("trace") or "").split("\n")
        return {"errorType": answer["name"], "errorMessage": message, "trace": trace}
    if message == DIED:
        message = f"RequestId: {request_id} Error: Runtime exited"
        return {"errorType": "Runtime.ExitError", "errorMessage": message}
    return None


class AnyNumber(json.JSONEncoder):
    """Writes a number that is too large for a float as a number, as its sender did.

    JSON.parse of Node.js reads it as Infinity. Python would write the word Infinity, which is not JSON.
    """

    def iterencode(self, value, _one_shot=False):
        def number(value):
            if value != value:
                return "null"
            if value in (float("inf"), float("-inf")):
                return "1e400" if value > 0 else "-1e400"
            return float.__repr__(value)

        return json.encoder._make_iterencode(
            {}, self.default, json.encoder.py_encode_basestring_ascii, None, number,
            self.key_separator, self.item_separator, False, False, False,
        )(value, 0)


def dumps(value):
    """What json.dumps writes, and valid JSON for every number."""
    try:
        return json.dumps(value, allow_nan=False)
    except ValueError:
        return json.dumps(value, cls=AnyNumber)


def naming_throttles(call):
    """Calls a function for Step Functions, and names a throttled call as Step Functions does."""

    def named(*args, **kwargs):
        try:
            return call(*args, **kwargs)
        except stepfunctions._ExecutionError as error:
            if error.error == "Lambda.Unknown" and '"TooManyRequestsException"' in error.cause:
                cause = json.loads(error.cause)["message"]
                raise stepfunctions._ExecutionError("Lambda.TooManyRequestsException", cause) from error
            raise

    return named


def report_as_lambda_does():
    """Must be called before the emulator starts its first function."""
    invoke = lambda_runtime.Worker.invoke
    execute = lambda_svc._execute_function_warm

    def remembering(worker, *args, **kwargs):
        answered.last = invoke(worker, *args, **kwargs)
        return answered.last

    def renaming(function, event, request_id):
        answered.last = {}
        result = execute(function, event, request_id)
        body = body_of(answered.last, request_id)
        return result if body is None else {**result, "body": body}

    lambda_runtime._NODEJS_WORKER_SCRIPT = with_names(lambda_runtime._NODEJS_WORKER_SCRIPT)
    lambda_runtime.Worker.invoke = remembering
    lambda_svc._execute_function_warm = renaming
    stepfunctions._call_lambda = naming_throttles(stepfunctions._call_lambda)
    lambda_runtime.json = types.SimpleNamespace(**{**vars(json), "dumps": dumps})
