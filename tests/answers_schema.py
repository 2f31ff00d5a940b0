"""Files of answers against docs/review-answers.schema.json.

usage: answers_schema.py FILE...
       answers_schema.py --broken EVERYREAD PUBLICATION FILE

Each object of each file must be valid. With --broken, the object of the file
must have every field there is; it is then broken in every place, and what the
schema refuses everyread must complain of, too. Prints "ok" and "FAIL" lines.
"""
import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile

import jsonschema

with open("docs/review-answers.schema.json", encoding="utf-8") as file:
    SCHEMA = json.load(file)
jsonschema.Draft202012Validator.check_schema(SCHEMA)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
FAILED = False


def check(condition, name, details=""):
    global FAILED
    print(("ok " if condition else "FAIL ") + name)
    if not condition:
        FAILED = True
        for line in str(details).split("\n")[:8]:
            print("  " + line[:200])


def objects(path):
    """The objects of a file: one, or one a line."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    decoder, at, found = json.JSONDecoder(), 0, []
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        value, at = decoder.raw_decode(text, at)
        found.append(value)
    return found


def mistakes(value):
    return [f"{list(e.absolute_path)}: {e.message}"
            for e in VALIDATOR.iter_errors(value)]


def field_names(value):
    if isinstance(value, dict):
        return set(value).union(*map(field_names, value.values()))
    if isinstance(value, list):
        return set().union(*map(field_names, value))
    return set()


def schema_names(schema):
    names = set(schema.get("properties", {}))
    for part in schema.get("$defs", {}).values():
        names |= schema_names(part)
    return names


WRONG = (None, 5, -1, True, "x\x00", "Jo Bloggs", "?" * 4001, [], 1.5, {"a": 1})
# What says nothing is taken as nothing, whatever the schema says: "" and {}.


def places(value, path=()):
    """Every place of a value; of a list, those of its longest element."""
    yield path
    if isinstance(value, dict):
        for name in value:
            yield from places(value[name], path + (name,))
    elif isinstance(value, list) and value:
        longest = max(range(len(value)), key=lambda i: len(str(value[i])))
        yield from places(value[longest], path + (longest,))


def broken(whole):
    """The whole, broken in each place in each way."""
    for path in places(whole):
        for wrong in WRONG + ("another field", "no field"):
            value = copy.deepcopy(whole)
            at = value
            for step in path[:-1]:
                at = at[step]
            if wrong == "another field":
                inner = at[path[-1]] if path else value
                if not isinstance(inner, dict):
                    continue
                inner["name"] = "Jo"
                if path[-1:] == ("picture",):
                    inner["person"] = "Jo"
            elif not path:
                continue
            elif wrong == "no field":
                del at[path[-1]]
            else:
                at[path[-1]] = wrong
            yield f"{'.'.join(map(str, path))}: {str(wrong)[:20]!r}", value


def check_broken(everyread, publication, path):
    whole = objects(path)[0]
    missing = schema_names(SCHEMA) - field_names(whole)
    check(not missing, "the file has every field that there is", missing)
    folder = tempfile.mkdtemp(dir=os.path.dirname(path))
    shutil.copytree(os.path.dirname(publication), folder + "/draft")
    draft = os.path.join(folder, "draft", os.path.basename(publication))
    refused, silent = 0, []
    for what, value in broken(whole):
        if not mistakes(value):
            continue
        refused += 1
        with open(folder + "/broken.json", "w", encoding="utf-8") as file:
            json.dump(value, file)
        review = os.path.join(folder, "draft", "review.xml")
        if os.path.exists(review):
            os.remove(review)
        run = subprocess.run(
            [everyread, "review", "merge", folder + "/broken.json", draft],
            capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if "broken.json" not in run.stderr or run.returncode not in (0, 1):
            silent.append(f"{what} ({run.returncode})")
    check(refused > 250, "the schema refuses what is broken", refused)
    check(not silent, f"everyread complains of all {refused}",
          "\n".join(silent))
    shutil.rmtree(folder)


def main(arguments):
    if arguments[0] == "--broken":
        check_broken(*arguments[1:])
        return
    for path in arguments:
        found = objects(path)
        wrong = [m for value in found for m in mistakes(value)]
        check(found and not wrong,
              f"{os.path.basename(path)} fits the schema, "
              f"{len(found)} objects", "\n".join(wrong))


main(sys.argv[1:])
sys.exit(FAILED)
