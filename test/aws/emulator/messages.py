"""
What travels between services: S3 tells EventBridge the version of the object that came, a distributed map hands its items
over in batches, and SQS moves dead letters back to the queue that they came from.
"""

import contextvars
import json

from ministack.services import eventbridge, s3, sqs, stepfunctions

version = contextvars.ContextVar("version", default=None)
batcher = contextvars.ContextVar("batcher", default=None)


def tell_versions():
    fire, dispatch = s3._fire_s3_event, eventbridge._dispatch_event

    def fire_with_version(*args, version_id=None, **more):
        token = version.set(version_id)
        try:
            fire(*args, version_id=version_id, **more)
        finally:
            version.reset(token)

    def dispatch_with_version(event, *args, **more):
        if event.get("Source") == "aws.s3" and version.get():
            detail = json.loads(event["Detail"])
            detail["object"]["version-id"] = version.get()
            event = {**event, "Detail": json.dumps(detail)}
        return dispatch(event, *args, **more)

    s3._fire_s3_event = fire_with_version
    eventbridge._dispatch_event = dispatch_with_version


def batch_items():
    run, read = stepfunctions._run_distributed_map, stepfunctions._read_map_items

    def run_in_batches(state, *args, **more):
        token = batcher.set(state.get("ItemBatcher"))
        try:
            return run(state, *args, **more)
        finally:
            batcher.reset(token)

    def read_in_batches(reader, effective, ctx):
        items, wanted = read(reader, effective, ctx), batcher.get()
        if not wanted:
            return items
        size = int(wanted["MaxItemsPerBatch"])
        given = stepfunctions._resolve_params_obj(wanted.get("BatchInput") or {}, effective, ctx)
        return [{"Items": items[i : i + size], "BatchInput": given} for i in range(0, len(items), size)]

    stepfunctions._run_distributed_map = run_in_batches
    stepfunctions._read_map_items = read_in_batches


def redrive():
    # The last move out of each queue: here a move is over at once.
    moves = {}

    def start_message_move_task(data, _url):
        arn = data["SourceArn"]
        queues = list(sqs._queues.values())
        source = next(queue for queue in queues if queue["attributes"]["QueueArn"] == arn)
        target = next(queue for queue in queues if arn in queue["attributes"].get("RedrivePolicy", ""))
        moved, source["messages"] = source["messages"], []
        for message in moved:
            target["messages"].append({**message, "receive_count": 0, "visible_at": 0, "receipt_handle": None})
        moves[arn] = len(moved)
        return {"TaskHandle": "moved"}

    def list_message_move_tasks(data, _url):
        arn = data["SourceArn"]
        done = {"Status": "COMPLETED", "SourceArn": arn, "ApproximateNumberOfMessagesMoved": moves.get(arn, 0)}
        return {"Results": [done] if arn in moves else []}

    sqs._HANDLERS["StartMessageMoveTask"] = start_message_move_task
    sqs._HANDLERS["ListMessageMoveTasks"] = list_message_move_tasks


def install():
    tell_versions()
    batch_items()
    redrive()
