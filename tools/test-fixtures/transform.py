"""Prints the template as the real SAM transform leaves it, as JSON. Usage: transform.py TEMPLATE"""

import json
import sys

from samtranslator.translator.managed_policy_translator import ManagedPolicyLoader
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class NoManagedPolicies(ManagedPolicyLoader):
    """The template does not name managed policies, so there are none to look up in IAM."""

    def __init__(self) -> None:
        super().__init__(None)

    def load(self) -> dict:
        return {}


with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())

# CodeUri is a local path; the transform wants what "sam package" would have put there.
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        resource["Properties"]["CodeUri"] = {"Bucket": "bucket", "Key": "key"}
template.get("Globals", {}).get("Function", {}).pop("CodeUri", None)

print(json.dumps(transform(template, {}, NoManagedPolicies())))
