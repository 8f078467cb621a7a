"""Starts the emulator with some changes. It ends when its standard input ends."""

import sys

import yaml

# The emulator parses templates many times, and PyYAML's parser in Python takes five times as long as
# the one in C. When the emulator is loaded, it derives its own parser from this one.
if yaml.__with_libyaml__:
    yaml.SafeLoader = yaml.CSafeLoader

# At its start and end, the emulator asks the machine's container engine for containers of an earlier
# MiniStack, and removes them. This one starts no containers. Without the engine it cannot disturb
# other containers, and it starts a quarter faster.
sys.modules["docker"] = None

from data_limit import limit_data
from lambda_errors import report_as_lambda_does
from lambda_processes import end_with_function, run_few_at_once
from ministack.app import main
from owner import end_with_owner
from template_conditions import resolve_functions_in_conditions

if __name__ == "__main__":
    end_with_owner()
    limit_data()
    report_as_lambda_does()
    run_few_at_once()
    end_with_function()
    resolve_functions_in_conditions()
    sys.exit(main())
