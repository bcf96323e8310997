"""What one set of records gains and loses against another, field by field, the first fifty of each.

    compare.py OLD.jsonl NEW.jsonl

A citation, task or claim is the same one in both sets when its number, name or action is; what else is said of it is
compared field by field: "10/QĐ-UBND: 2023-05-08". What only moved in its text is no change.
"""
import collections
import json
import sys

SHOWN = 50
PLACES = {"evidence", "mentions", "start", "end", "page"}


def number(one):
    parts = [one.get("code_number"), one.get("code_year"), one.get("code_notation")]
    return "/".join(str(part) for part in parts if part is not None)


# What an entry of a list is called; the rest of it is said of that.
NAMES = {
    "citations": lambda one: number(one) or str(one.get("name")),
    "tasks": lambda one: one["action"][:80],
    "reported": lambda one: f"{one['unit']} on {one['directive']}",
    "edges": lambda one: f"{one['from'] or one['from_unit']} to {one['to']}",
    "doubts": lambda one: f"{one['kind']}: {one['text']}",
    "page_sources": lambda one: f"page {one['page']}",
    "signatures": lambda one: str(one.get("signer")),
}
NAMED = {
    "citations": {"code_number", "code_year", "code_notation", "name"},
    "tasks": {"action"},
    "reported": {"unit", "directive"},
    "edges": {"from", "from_unit", "to"},
    "doubts": {"kind", "text"},
}


def facts(path):
    """Every fact of every record as (field, file, value)."""
    found = set()
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        for field, value in record.items():
            if field not in PLACES and field != "path":
                flat(found, record["path"], field, "", value)
    return found


def flat(found, path, field, of, value):
    """Adds what `value` says at `field`, of the list's entry `of` where it stands in one."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in PLACES:
                flat(found, path, f"{field}.{key}", of, inner)
    elif isinstance(value, list) and field in NAMES:
        times = collections.Counter()
        for one in value:
            name = NAMES[field](one)
            times[name] += 1
            name += f" ({times[name]})" if times[name] > 1 else ""
            found.add((field, path, name))
            rest = {key: inner for key, inner in one.items() if key not in NAMED.get(field, ())}
            flat(found, path, field, name, rest)
    elif isinstance(value, list):
        for one in value:
            flat(found, path, field, of, one)
    elif value is not None:
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        found.add((field, path, f"{of}: {shown}" if of else shown))


old, new = facts(sys.argv[1]), facts(sys.argv[2])
for name, change in (("gained", new - old), ("lost", old - new)):
    fields = collections.defaultdict(list)
    for field, path, value in change:
        fields[field].append((path, value))
    print(f"{name}: {len(change)}")
    for field in sorted(fields):
        rows = sorted(fields[field])
        print(f"  {field}: {len(rows)}")
        for path, value in rows[:SHOWN]:
            print(f"    {path}: {value}")
        if len(rows) > SHOWN:
            print(f"    and {len(rows) - SHOWN} more")
