"""
CloudWatch: log lines that become metrics (the embedded metric format, metric filters), the metrics of SQS and Step
Functions, and alarms that look at their own dimensions, at missing data and at metric math, again and again.
"""

import ast
import json
import operator
import re
import threading
import time

from ministack.services import cloudwatch, cloudwatch_logs, lambda_svc, sqs, stepfunctions
from ministack.services.cloudformation import provisioners

EVERY_SECONDS = 2
STATISTICS = {"Sum": sum, "Maximum": max, "Minimum": min, "Average": lambda values: sum(values) / len(values)}
COMPARISONS = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}
ARITHMETIC = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def publish(line):
    """A document of the embedded metric format, as CloudWatch reads it out of the log."""
    for directive in line["_aws"]["CloudWatchMetrics"]:
        for names in directive["Dimensions"]:
            dimensions = {name: line[name] for name in names}
            for metric in directive["Metrics"]:
                cloudwatch.record_metric(
                    directive["Namespace"], metric["Name"], line[metric["Name"]], metric.get("Unit", "None"), dimensions
                )


def filtered(group, line):
    """What the metric filters of a log group make of a line: patterns of the form { $.field = "text" }."""
    for (name, _), metric_filter in cloudwatch_logs._metric_filters.items():
        found = re.match(r'\{ \$\.(\w+) = "([^"]*)" \}$', metric_filter["filterPattern"])
        if name != group or not found or line.get(found[1]) != found[2]:
            continue
        for wanted in metric_filter["metricTransformations"]:
            given = wanted.get("dimensions") or wanted.get("Dimensions") or {}
            if isinstance(given, list):
                given = {one["Key"]: one["Value"] for one in given}
            dimensions = {key: line[field.removeprefix("$.")] for key, field in given.items()}
            get = lambda key: wanted.get(key[0].lower() + key[1:], wanted.get(key))
            cloudwatch.record_metric(
                get("MetricNamespace"), get("MetricName"), float(get("MetricValue")), dimensions=dimensions
            )


def service_metrics(seen):
    for queue in sqs._queues.values():
        now = time.time()
        waiting = [message for message in queue["messages"] if message["visible_at"] <= now]
        oldest = max((now - message["sent_at"] for message in queue["messages"]), default=0)
        dimensions = {"QueueName": queue.get("name") or queue["attributes"]["QueueArn"].split(":")[-1]}
        cloudwatch.record_metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", len(waiting), "Count", dimensions)
        cloudwatch.record_metric("AWS/SQS", "ApproximateAgeOfOldestMessage", oldest, "Seconds", dimensions)
    names = {"FAILED": "ExecutionsFailed", "TIMED_OUT": "ExecutionsTimedOut", "ABORTED": "ExecutionsAborted"}
    for arn, execution in list(stepfunctions._executions.items()):
        if arn not in seen and execution["status"] in names:
            seen.add(arn)
            dimensions = {"StateMachineArn": execution["stateMachineArn"]}
            cloudwatch.record_metric("AWS/States", names[execution["status"]], 1, "Count", dimensions)


def statistic(namespace, name, dimensions, stat, start, end):
    points = cloudwatch._metrics.get((namespace, name, cloudwatch._dims_key(dimensions))) or []
    values = [point["Value"] for point in points if start <= point["Timestamp"] < end]
    return STATISTICS[stat](values) if values else None


def pairs(dimensions):
    return {one["Name"]: one["Value"] for one in dimensions or []}


def math(expression, values):
    """Metric math of +, -, *, / and FILL; None as soon as a value is missing."""

    def of(node):
        if isinstance(node, ast.Name):
            return values[node.id]
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Call) and node.func.id == "FILL":
            value = of(node.args[0])
            return of(node.args[1]) if value is None else value
        left, right = of(node.left), of(node.right)
        if left is None or right is None or (isinstance(node.op, ast.Div) and right == 0):
            return None
        return ARITHMETIC[type(node.op)](left, right)

    return of(ast.parse(expression, mode="eval").body)


def value_of(alarm, start, end):
    if not alarm.get("Metrics"):
        dimensions = pairs(alarm["Dimensions"])
        return statistic(alarm["Namespace"], alarm["MetricName"], dimensions, alarm["Statistic"], start, end)
    values, expression = {}, None
    for query in alarm["Metrics"]:
        if "Expression" in query:
            expression = query["Expression"]
            continue
        metric = query["MetricStat"]["Metric"]
        dimensions = pairs(metric.get("Dimensions"))
        stat = query["MetricStat"]["Stat"]
        values[query["Id"]] = statistic(metric["Namespace"], metric["MetricName"], dimensions, stat, start, end)
    return math(expression, values)


def period_of(alarm):
    periods = [int(q["MetricStat"]["Period"]) for q in alarm.get("Metrics") or [] if "MetricStat" in q]
    return periods[0] if periods else int(alarm["Period"])


def evaluate(alarm):
    period, now = period_of(alarm), time.time()
    # An alarm that is younger than its periods has not yet missed any data.
    age = now - alarm["AlarmConfigurationUpdatedTimestamp"]
    windows = [(now - period * (i + 1), now - period * i) for i in range(int(alarm["EvaluationPeriods"]))]
    values = [value_of(alarm, *window) for window in windows]
    breaches = COMPARISONS[alarm["ComparisonOperator"]]
    missing = alarm["TreatMissingData"] == "breaching" and age > period * len(windows)
    breaching = [missing if value is None else breaches(value, alarm["Threshold"]) for value in values]
    old, new = alarm["StateValue"], "ALARM" if all(breaching) else "OK"
    if old != new:
        reason = f"values {values} against {alarm['Threshold']}"
        alarm.update(StateValue=new, StateReason=reason, StateUpdatedTimestamp=int(now))
        cloudwatch._record_history(alarm["AlarmName"], old, new, reason)
        cloudwatch._dispatch_alarm_actions(alarm, old, new, reason)


def watch():
    seen = set()
    while True:
        time.sleep(EVERY_SECONDS)
        try:
            service_metrics(seen)
            for alarm in list(cloudwatch._alarms.values()):
                evaluate(alarm)
        except Exception as error:
            print("alarms:", repr(error), flush=True)


def install():
    emit = lambda_svc._emit_lambda_logs

    def emit_and_read(func, request_id, log_text, *rest, **more):
        emit(func, request_id, log_text, *rest, **more)
        group = f"/aws/lambda/{(func.get('config') or func)['FunctionName']}"
        for line in (log_text or "").splitlines():
            try:
                document = json.loads(line)
            except ValueError:
                continue
            if not isinstance(document, dict):
                continue
            filtered(group, document)
            if "_aws" in document:
                publish(document)

    lambda_svc._emit_lambda_logs = emit_and_read

    record = provisioners._cw_metric_alarm_record

    def with_math(name, props):
        if not props.get("Metrics"):
            return record(name, props)
        plain = {key: value for key, value in props.items() if key != "Metrics"}
        return {**record(name, {**plain, "Namespace": "-", "MetricName": "-"}), "Metrics": props["Metrics"]}

    provisioners._cw_metric_alarm_record = with_math
    # Its own evaluation mixes the dimensions of all tables.
    cloudwatch._evaluate_all_alarms = lambda: None
    threading.Thread(target=watch, daemon=True).start()
