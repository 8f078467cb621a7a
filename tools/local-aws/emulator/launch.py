"""Starts the emulator, with some things made otherwise. It ends when its standard input does."""

import sys

import yaml

# CloudFormation parses templates again and again, and PyYAML's parser in Python takes five times as
# long as the one in C. The emulator makes its own of the one that is here when it is loaded.
if yaml.__with_libyaml__:
    yaml.SafeLoader = yaml.CSafeLoader

# When it starts and when it ends, the emulator asks the machine's container engine for containers of
# a MiniStack before it, and removes them. This one starts none. It knows of no engine, which leaves
# alone what others run there, and takes a quarter off its start.
sys.modules["docker"] = None

from lambda_errors import report_as_lambda_does
from lambda_processes import end_with_function, run_few_at_once
from ministack.app import main
from owner import end_with_owner
from template_conditions import resolve_functions_in_conditions

if __name__ == "__main__":
    end_with_owner()
    report_as_lambda_does()
    run_few_at_once()
    end_with_function()
    resolve_functions_in_conditions()
    sys.exit(main())
