"""Lets the emulator's CloudFormation evaluate the functions that conditions of a template can use.

By itself it compares Fn::Join, Fn::Sub, Fn::FindInMap and Fn::Split as they stand in the template, so that
Fn::Equals never holds. The template of "cdk bootstrap" compares a Join: its roles then get a statement for
no principal in their trust policies.
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
"""

import json

from ministack import app

FUNCTIONS = {"Fn::Join", "Fn::Sub", "Fn::FindInMap", "Fn::Split"}
# Only the caller of the evaluation knows these.
OF_STACK = ("AWS::StackName", "AWS::StackId")


def resolved(value, resolve):
    """A condition with the results of functions in their place."""
    if isinstance(value, list):
        return [resolved(item, resolve) for item in value]
    if not isinstance(value, dict):
        return value
    if FUNCTIONS.intersection(value) and not any(name in json.dumps(value) for name in OF_STACK):
        return resolve(value)
    return {name: resolved(item, resolve) for name, item in value.items()}


def resolving(evaluate, engine):
    """The emulator's evaluation, given conditions with the results of functions in their place."""

    def evaluate_resolved(template, params):
        def resolve(value):
            mappings = template.get("Mappings", {})
            return engine._resolve_refs(value, {}, params, {}, mappings, "", "")

        conditions = resolved(template.get("Conditions", {}), resolve)
        return evaluate({**template, "Conditions": conditions}, params)

    return evaluate_resolved


def patch_cloudformation():
    from ministack.services.cloudformation import changesets, engine, handlers, stacks

    evaluate = resolving(engine._evaluate_conditions, engine)
    for module in (changesets, engine, handlers, stacks):
        module._evaluate_conditions = evaluate


def resolve_functions_in_conditions():
    """Must be called before the emulator loads CloudFormation, which it does with the first request."""
    load = app._get_module
    patched = False

    def loading(name):
        nonlocal patched
        module = load(name)
        if name == "cloudformation" and not patched:
            patched = True
            patch_cloudformation()
        return module

    app._get_module = loading
