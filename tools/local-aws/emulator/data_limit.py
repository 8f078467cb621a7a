"""Lets the emulator fail a state whose input or output is larger than Step Functions allows.

By itself it passes on data of any size. Step Functions fails the state with States.DataLimitExceeded, which
the wildcards do not catch.
https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
"""

import functools
import json

from ministack.services import stepfunctions

NAME = "States.DataLimitExceeded"
# https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: 256 KiB of UTF-8.
MOST_BYTES = 262_144

# What a service answers to a task.
ANSWERS = ["_invoke_resource", "_invoke_with_callback"]
# What a state passes to its work.
INPUTS = ["_apply_parameters", "_apply_jsonata_arguments"]
# What a state passes on, with the name of the next state.
STATES = [f"_execute_{name}" for name in ["pass", "task", "choice", "wait", "parallel", "map"]]


def within_limit(data):
    """The data, if it is small enough."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        cause = "An input or output of a state has more bytes than the quota of 262144 allows."
        raise stepfunctions._ExecutionError(NAME, cause)
    return data


def limiting(function, result_of=within_limit):
    @functools.wraps(function)
    def limited(*args, **kwargs):
        return result_of(function(*args, **kwargs))

    return limited


def output_within_limit(result):
    output, next_state = result
    return within_limit(output), next_state


def by_name_only(matches):
    def matches_error(error_equals, error):
        return NAME in error_equals if error == NAME else matches(error_equals, error)

    return matches_error


def limit_data():
    for name in ANSWERS + INPUTS:
        setattr(stepfunctions, name, limiting(getattr(stepfunctions, name)))
    for name in STATES:
        setattr(stepfunctions, name, limiting(getattr(stepfunctions, name), output_within_limit))
    stepfunctions._error_matches = by_name_only(stepfunctions._error_matches)
