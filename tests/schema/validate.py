"""The shipped schemas under an independent validator: they are schemas, what is right is valid, what is wrong is not.

Each wrong document is refused by sprintctl, too, and each pack of the tests that loads is valid. Usage: validate.py ROOT SPRINTCTL
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema
import yaml

ROOT, SPRINTCTL = pathlib.Path(sys.argv[1]), sys.argv[2]
failures = []


class Loader(yaml.SafeLoader):
    """YAML 1.2's core schema, near enough: days stay texts, and only true and false are booleans."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", __import__("re").compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))


def check(good, what):
    if not good:
        failures.append(what)


def schema(name):
    made = json.loads((ROOT / f"etc/schema/{name}.schema.json").read_text())
    jsonschema.Draft7Validator.check_schema(made)
    return jsonschema.Draft7Validator(made)


def faults(validator, document):
    return [f"{'/'.join(map(str, e.path))}: {e.message}" for e in validator.iter_errors(document)]


SCHEMAS = {name: schema(name) for name in ("pack", "test", "sign-offs", "backlog", "organisation", "config")}
VALID = {
    "pack": [*ROOT.glob("etc/packs/*.yaml"), *ROOT.glob("examples/packs/*.yaml")],
    "test": [*ROOT.glob("etc/packs/tests/*.test.yaml")],
    "backlog": [*ROOT.glob("etc/packs/tests/*-sprint.yaml"), *ROOT.glob("examples/sprint-*.json")],
    "organisation": [ROOT / "examples/organisation.yaml"],
    "config": [ROOT / "etc/sprintd.yaml"],
}
for name, files in VALID.items():
    check(files, f"no example of {name}")
    for file in files:
        wrong = faults(SCHEMAS[name], yaml.load(file.read_text(), Loader) or {})
        check(not wrong, f"{file}: {wrong[:3]}")

# A pack that loads is valid. (One that does not may be wrong in ways that no schema knows.)
for file in [*ROOT.glob("tests/lint/golden/*.yaml"), *ROOT.glob("tests/ruleset/golden/*.yaml")]:
    text = file.read_text()
    if "\n#### " in text:
        continue
    loads = subprocess.run([SPRINTCTL, "check", file], capture_output=True).returncode != 2
    try:
        wrong = faults(SCHEMAS["pack"], yaml.load(text, Loader))
    except yaml.YAMLError:
        wrong = ["no YAML"]
    check(not loads or not wrong, f"{file} loads, and is not valid: {wrong[:3]}")

HEAD = "sprintd: 1\npack: p\n"
WRONG = {
    "pack": [
        "pack: p\n",
        "sprintd: 2\npack: p\n",
        HEAD + "titel: x\n",
        HEAD + "owner: boss\n",
        HEAD + "rules: {id: a}\n",
        HEAD + "rules: [{id: a, for: item}]\n",
        HEAD + "rules: [{id: a, for: thing, require: 'true'}]\n",
        HEAD + "rules: [{id: a, for: item, require: [1]}]\n",
        HEAD + "rules: [{id: A b, for: item, require: item.points < 3.0}]\n",
        HEAD + "rules: [{id: a, for: item, require: item.points < 3.0, severity: fatal}]\n",
        HEAD + "rules: [{id: a, for: item, require: item.points < 3.0, gates: pull}]\n",
        HEAD + "rules: [{id: a, for: item, require: item.points < 3.0, effective: {since: 2026-01-01}}]\n",
        HEAD + "rules: [{id: a, for: item, require: item.points < 3.0, effective: {from: soon}}]\n",
        HEAD + "rules: [{id: a, for: item, require: item.points < 3.0, waiver_budget: 0}]\n",
        HEAD + "limits: [{id: a, for: person, sum: item.points}]\n",
        HEAD + "authority: [{id: a, allow: 'true'}]\n",
        HEAD + "waivers: [{rule: a, subject: b}]\n",
        HEAD + "lints: {unused: error}\n",
        HEAD + "lints: {unused-definition: loud}\n",
        HEAD + "imports: [other]\n",
        HEAD + "parameters: {a: {type: int}}\n",
        HEAD + "clauses: {A: [b]}\n",
    ],
    "backlog": [
        "items: []\n",
        "schema: sprintd.backlog/v2\nitems: []\n",
        "schema: sprintd.backlog/v1\nitmes: []\n",
        "schema: sprintd.backlog/v1\nitems: [{title: x}]\n",
        "schema: sprintd.backlog/v1\nitems: [{id: A, kind: wish}]\n",
        "schema: sprintd.backlog/v1\nitems: [{id: A, points: many}]\n",
        "schema: sprintd.backlog/v1\nitems: [{id: A, points: -1}]\n",
        "schema: sprintd.backlog/v1\nitems: [{id: A, labels: x}]\n",
        "schema: sprintd.backlog/v1\nitems: [{id: A, queue: technical}]\n",
        "schema: sprintd.backlog/v1\nsprint: {id: s}\nsprints: [{id: t}]\n",
        "schema: sprintd.backlog/v1\norganisation: {people: [{id: a, level: 3, trakc: technical}]}\n",
        "schema: sprintd.backlog/v1\norganisation: {projects: [{id: a, complexity: 9}]}\n",
    ],
}
with tempfile.TemporaryDirectory() as folder:
    file = pathlib.Path(folder) / "wrong.yaml"
    for name, texts in WRONG.items():
        for text in texts:
            check(faults(SCHEMAS[name], yaml.load(text, Loader)), f"valid {name}: {text!r}")
            file.write_text(text)
            asked = ["check", file] if name == "pack" else ["audit", file, "--packs", ROOT / "etc/packs"]
            code = subprocess.run([SPRINTCTL, *asked], capture_output=True).returncode
            check(code in (2, 3), f"sprintctl takes {name}: {text!r}")

for failure in failures:
    print(failure)
print(f"{len(failures)} failures")
sys.exit(1 if failures else 0)
