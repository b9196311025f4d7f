"""
IAM and key policies are enforced (AUTH=true), with the condition keys that Hushlake's policies speak of: the encryption
context of a KMS request and the key behind an alias, the partition key of a DynamoDB item, the workgroup of an Athena
query, the role behind an assumed role, and TLS, which the emulator has not and every client of AWS uses. Only the roles of Hushlake are held to
their policies: those that CDK makes for itself are no concern of ours.
"""

import json
import re
from functools import wraps

from ministack.core import iam_actions, iam_evaluator
from ministack.services import athena, dynamodb, kms

session = re.compile(r"arn:aws:sts::(\d{12}):assumed-role/([^/]+)/")


def parsed(body):
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def tell_encryption_context():
    told = iam_actions.request_tag_context

    @wraps(told)
    def with_encryption_context(service, iam_action, body, params):
        context = told(service, iam_action, body, params)
        if service != "kms":
            return context
        given = parsed(body).get("EncryptionContext") or {}
        return {**context, **{f"kms:EncryptionContext:{name}": value for name, value in given.items()}}

    iam_actions.request_tag_context = with_encryption_context


def tell_leading_keys():
    told = iam_actions.dynamodb_service_context

    @wraps(told)
    def with_leading_keys(body):
        request = parsed(body)
        item = request.get("Key") or request.get("Item")
        table = dynamodb._tables.get(str(request.get("TableName")).split("/")[-1])
        value = (item or {}).get(table["pk_name"]) if table else None
        return {**told(body), **({"dynamodb:LeadingKeys": list(value.values())} if value else {})}

    iam_actions.dynamodb_service_context = with_leading_keys


def tell_workgroups_and_keys():
    told = iam_actions.extract_resource_arn

    @wraps(told)
    def with_workgroup_and_key(service, method, path, headers, body, query_params, region, account_id):
        query = athena._executions.get(parsed(body).get("QueryExecutionId")) if service == "athena" else None
        if query:
            return f"arn:aws:athena:{region}:{account_id}:workgroup/{query['WorkGroup']}"
        arn = told(service, method, path, headers, body, query_params, region, account_id)
        key = kms._resolve_key(arn) if service == "kms" and ":alias/" in arn else None
        return key["Arn"] if key else arn

    iam_actions.extract_resource_arn = with_workgroup_and_key


def tell_roles_and_tls():
    resolve = iam_evaluator._resolve_condition_key

    @wraps(resolve)
    def with_role_and_tls(key, ctx):
        if key.lower() == "aws:securetransport":
            return "true"
        found = session.match(ctx.principal_arn) if key.lower() == "aws:principalarn" else None
        return f"arn:aws:iam::{found[1]}:role/{found[2]}" if found else resolve(key, ctx)

    iam_evaluator._resolve_condition_key = with_role_and_tls


def hold_own_roles():
    decide = iam_evaluator.enforce

    @wraps(decide)
    def of_own_roles(*args, **more):
        denied = decide(*args, **more)
        if not isinstance(denied, iam_evaluator.EvalResult):
            return denied
        found = session.match(denied.principal_arn)
        if not found or not found[2].startswith("hushlake-"):
            return None
        # Shown in the emulator's log: names of roles, actions and resources.
        print(f"denied {found[2]} {args[1]} {more.get('resource_arn')}", flush=True)
        return denied

    iam_evaluator.enforce = of_own_roles


def install():
    for shim in (tell_encryption_context, tell_leading_keys, tell_workgroups_and_keys, tell_roles_and_tls, hold_own_roles):
        shim()
