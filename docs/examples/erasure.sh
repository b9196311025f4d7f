#!/usr/bin/env bash
# Two people text in. Their words are encrypted and read in Spark; one of them asks to be erased; then nobody can read
# theirs any more, not even from a backup of the files with every key that is left. All of it is made up.
#
#     PYTHON=.venv/bin/python bash docs/examples/erasure.sh
#
# Needs Java 17, and a Python with pyspark, cryptography and pyarrow.
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
lake=$folder/lake
step() { printf '\n== %s\n' "$*"; }

# reads NAME COMMAND…: shows what a reader tells of each message. It ends with 1 when a cell cannot be read.
reads() {
  local name=$1 read=0
  shift
  "$@" "$lake" ctl-dev platform-db.message.message:id >"$folder/told" 2>"$folder/log" || read=$?
  [ "$read" -le 1 ] || { cat "$folder/log"; exit 1; }
  LC_ALL=C sort "$folder/told" | sed "s/^/$name: /"
}
in_spark() { reads Spark "$python" docs/examples/read_spark.py; }
in_python() { reads Python "$python" docs/examples/read_python.py; }
in_node() { reads Node npx --no-install node docs/examples/read_node.mjs; }

mkdir -p "$lake/raw/platform-db/conversation" "$lake/raw/platform-db/message"
cat >"$lake/raw/platform-db/conversation/1.jsonl" <<'JSON'
{"id":1,"texter_id":123,"state":"active","channel":"sms","started_at":"2026-11-01T10:00:00Z","updated_at":"2026-11-01T10:00:00Z"}
{"id":2,"texter_id":124,"state":"active","channel":"web","started_at":"2026-11-01T11:00:00Z","updated_at":"2026-11-01T11:00:00Z"}
JSON
cat >"$lake/raw/platform-db/message/1.jsonl" <<'JSON'
{"id":11,"conversation_id":1,"message":"hi, i am texter 123","status":"sent","type":"sms","timestamp":"2026-11-01T10:00:00Z"}
{"id":12,"conversation_id":1,"message":"my number is 202-555-0143","status":"sent","type":"sms","timestamp":"2026-11-01T10:01:00Z"}
{"id":21,"conversation_id":2,"message":"hello from texter 124","status":"sent","type":"chat","timestamp":"2026-11-01T11:00:00Z"}
JSON

step "the pipeline encrypts"
npx --no-install hushlake run -w ctl-dev --lake "$lake" >"$folder/run" 2>&1 || { cat "$folder/run"; exit 1; }
echo "$(find "$lake/bronze" -name '*.parquet' | wc -l | tr -d ' ') files in bronze, $(find "$lake/keys" -name '*.json' | wc -l | tr -d ' ') wrapped keys"
cp -r "$lake/bronze" "$folder/backup"

step "who holds the keys reads"
in_spark

step "texter 123 asks to be erased"
npx --no-install hushlake erase -w ctl-dev --lake "$lake" --subject texter_id=123 --reason "request 112" --raw --out "$folder/112.json"
printf 'the certificate: '
npx --no-install hushlake erase -w ctl-dev --lake "$lake" --verify "$folder/112.json"

step "what bronze holds now"
in_spark

step "what a backup of bronze from before holds, with every key that is left"
rm -r "$lake/bronze"
cp -r "$folder/backup" "$lake/bronze"
in_spark
in_python
in_node

