"""Starts the emulator, with PyYAML's parser written in C where PyYAML has it.

CloudFormation parses a template at each call; PyYAML's own parser in Python takes five times as long.
"""

import sys

import yaml

if yaml.__with_libyaml__:
    # Before the emulator makes its own loader from this one.
    yaml.SafeLoader = yaml.CSafeLoader

from ministack.app import main

if __name__ == "__main__":
    sys.exit(main())
