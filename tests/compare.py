"""What one set of records gains and loses against another, field by field, the first fifty of each.

    compare.py OLD.jsonl NEW.jsonl
"""
import collections
import json
import sys


def facts(path):
    """Every fact of every record as (file, field, value); what only moved in the text is no change."""
    found = set()
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        record.pop("evidence", None)
        flat(found, record["path"], "", record)
    return found


def flat(found, path, field, value):
    if isinstance(value, dict):
        value.pop("mentions", None)
        for key in value:
            flat(found, path, f"{field}.{key}" if field else key, value[key])
    elif isinstance(value, list):
        for one in value:
            found.add((path, field, json.dumps({k: v for k, v in one.items() if k != "mentions"} if isinstance(one, dict) else one, ensure_ascii=False, sort_keys=True)))
    elif value is not None:
        found.add((path, field, json.dumps(value, ensure_ascii=False)))


old, new = facts(sys.argv[1]), facts(sys.argv[2])
for name, change in (("gained", new - old), ("lost", old - new)):
    fields = collections.defaultdict(list)
    for path, field, value in change:
        fields[field].append((path, value))
    print(f"{name}: {len(change)}")
    for field in sorted(fields):
        rows = sorted(fields[field])
        print(f"  {field}: {len(rows)}")
        for path, value in rows[:50]:
            print(f"    {path}: {value}")
        if len(rows) > 50:
            print(f"    and {len(rows) - 50} more")
