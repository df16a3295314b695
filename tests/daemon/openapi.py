#!/usr/bin/env python3
"""The description of the socket against a real daemon: is it true, and is all that happens in it?

    openapi.py SPRINTD REPOSITORY [--requests NUMBER] [--seed NUMBER] [--write FILE]

Checks that /openapi.json is whole (every $ref leads somewhere, every schema is one) and says what docs/openapi.yaml says, makes
every example of its tour, then requests that a seeded generator makes from its schemas, right ones and nearly right ones. Each answer
must have a status, a media type, headers and a body that the description names; none may be 5xx but 503. `--write` writes
docs/openapi.yaml instead. In Python, whose jsonschema is a validator that is not ours.
"""

import argparse
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

import jsonschema
import yaml

OURS = ("sprintd-", "etag", "retry-after", "allow", "www-authenticate")


class Daemon:
    def __init__(self, program, repository):
        self.folder = tempfile.TemporaryDirectory(prefix="sprintd-openapi-")
        self.path = f"{self.folder.name}/s"
        os.mkdir(f"{self.folder.name}/state")
        config = f"{self.folder.name}/sprintd.yaml"
        with open(config, "w", encoding="utf-8") as file:
            file.write(f"socket: {self.path}\nstate: state\ndecision_log: {{mode: durable}}\n"
                       f"packs: [{repository}/etc/packs/engineering-leadership.yaml, {repository}/examples/packs]\n"
                       f"organisation: {repository}/examples/organisation.yaml\nreload: {{quiet_milliseconds: 1}}\n")
        self.log = open(f"{self.folder.name}/log", "wb")
        self.process = subprocess.Popen([program, "--config", config], stdout=self.log, stderr=self.log)

    def __enter__(self):
        for _ in range(600):
            try:
                if self.ask("GET", "/readyz")[0] == 200:
                    return self
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"the daemon did not start: {open(self.log.name).read()}")

    def __exit__(self, *_):
        self.process.terminate()
        self.code = self.process.wait(60)
        self.log.close()
        self.folder.cleanup()

    def ask(self, method, target, headers=None, body=None):
        """Status, headers with names in lower case, body."""
        client = http.client.HTTPConnection("localhost", timeout=60)
        client.sock = socket.socket(socket.AF_UNIX)
        client.sock.settimeout(60)
        client.sock.connect(self.path)
        try:
            client.request(method, target, body=body, headers=headers or {})
            reply = client.getresponse()
            return reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
        finally:
            client.close()


class Description:
    def __init__(self, document):
        self.document = document
        self.resolver = jsonschema.RefResolver.from_schema(document)
        self.calls = {
            call["operationId"]: (method.upper(), path, call)
            for path, methods in document["paths"].items()
            for method, call in methods.items()
        }

    def resolve(self, node):
        while isinstance(node, dict) and "$ref" in node:
            node = self.resolver.resolve(node["$ref"])[1]
        return node

    def check(self):
        """Every $ref leads somewhere, every schema is one."""
        def walk(node):
            if isinstance(node, dict):
                if isinstance(node.get("$ref"), str):
                    self.resolver.resolve(node["$ref"])
                for value in node.values():
                    walk(value)
            elif isinstance(node, list):
                for value in node:
                    walk(value)
        walk(self.document)
        for schema in self.document["components"]["schemas"].values():
            jsonschema.Draft202012Validator.check_schema(schema)

    def faults(self, call, status, headers, body):
        """What of an answer the description does not say."""
        if status >= 500 and status != 503:
            yield f"status {status}"
        answer = self.resolve(call["responses"].get(str(status)))
        if answer is None:
            yield f"status {status} is not described"
            return
        described = {name.lower() for name in answer.get("headers", {})}
        for name in headers:
            if name.startswith(OURS) and name not in described:
                yield f"the header {name} of {status} is not described"
        content = answer.get("content", {})
        media = headers.get("content-type", "").split(";")[0]
        if not content:
            if body:
                yield f"{status} has a body, and the description has none"
            return
        if media not in {name.split(";")[0] for name in content}:
            yield f"{status} comes as {media}, which is not described"
            return
        schema = next(value.get("schema") for name, value in content.items() if name.split(";")[0] == media)
        if schema is not None and media.endswith("json"):
            validator = jsonschema.Draft202012Validator(schema, resolver=self.resolver)
            for error in list(validator.iter_errors(json.loads(body)))[:3]:
                yield f"{status}: {error.json_path}: {error.message[:300]}"


def target_of(path, parameters):
    """Path and query with values of parameters, and headers. `parameters`: (parameter, value)."""
    query, headers = [], {}
    for parameter, value in parameters:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if parameter["in"] == "path":
            path = path.replace("{" + parameter["name"] + "}", urllib.parse.quote(text, safe=""))
        elif parameter["in"] == "query":
            query.append((parameter["name"], text))
        else:
            headers[parameter["name"]] = text
    return path + ("?" + urllib.parse.urlencode(query) if query else ""), headers


def take_tour(daemon, description):
    """Makes every example, in order, and says what is wrong with the answers, and which examples are in no tour."""
    faults, made = [], set()
    for step in description.document["x-sprintd-tour"]:
        method, path, call = description.calls[step["operationId"]]
        name = step["example"]
        made.add((step["operationId"], name))
        chosen = [(p, p["examples"][name]["value"]) for p in call.get("parameters", []) if name in p.get("examples", {})]
        target, headers = target_of(path, chosen)
        if "accept" in step:
            headers["Accept"] = step["accept"]
        body = None
        for media, content in call.get("requestBody", {}).get("content", {}).items():
            if name in content.get("examples", {}):
                value = content["examples"][name]["value"]
                body = value if isinstance(value, str) else json.dumps(value)
                headers["Content-Type"] = media
        status, answer_headers, answer = daemon.ask(method, target, headers, body)
        where = f"{step['operationId']} {name}: {method} {target}"
        if status != step["status"]:
            faults.append(f"{where}: status {status} instead of {step['status']}: {answer[:300]!r}")
        faults += [f"{where}: {fault}" for fault in description.faults(call, status, answer_headers, answer)]
    for operation, (_, _, call) in description.calls.items():
        names = {name for p in call.get("parameters", []) for name in p.get("examples", {})}
        for content in call.get("requestBody", {}).get("content", {}).values():
            names |= set(content.get("examples", {}))
        faults += [f"{operation}: nobody makes the example {name}" for name in names if (operation, name) not in made]
        if not any(made_operation == operation for made_operation, _ in made):
            faults.append(f"{operation} has no example")
    return len(made), faults


class Generator:
    """Values that fit a schema, more or less."""

    KNOWN = {
        "person": ["ada", "emil", "bob"], "assignee": ["ada", "bob"], "lead": ["bob"], "manager": ["grace"],
        "action": ["pull", "break_down"], "item": ["TD-12", "AT-1"], "team": ["core"], "project": ["atlas"],
        "backlog_id": ["board", "next-board"], "sprint": ["s-42"], "sprints": [["s-42"]], "as_of": ["2026-03-02"],
        "If-Match": ["*", '"x"'], "If-None-Match": ["*", '"x"'], "id": ["board", "one-project-each", "x-1"],
        "traceparent": ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-0"],
    }
    WORDS = ["", "a", "s-42", "2026-03-02", "core", "é\u202e\n", "%2F..", "0" * 300, "\x00", "true", "-1", "null"]

    def __init__(self, description, seed):
        self.description = description
        self.random = random.Random(seed)

    def value(self, schema, name="", depth=0):
        chooser = self.random
        if name in self.KNOWN and chooser.random() < 0.7:
            return chooser.choice(self.KNOWN[name])
        schema = self.description.resolve(schema)
        if not isinstance(schema, dict) or depth > 6:
            return chooser.choice([None, 1, "a"])
        for key in ("oneOf", "anyOf"):
            if key in schema and "properties" not in schema:
                return self.value(chooser.choice(schema[key]), name, depth + 1)
        if "enum" in schema:
            return chooser.choice(schema["enum"])
        if "const" in schema:
            return schema["const"]
        kinds = schema.get("type", "object" if "properties" in schema else "string")
        kind = chooser.choice(kinds) if isinstance(kinds, list) else kinds
        if kind == "object":
            return self.object(schema, depth)
        if kind == "array":
            return [self.value(schema.get("items", {}), name, depth + 1) for _ in range(chooser.randrange(3))]
        if kind == "boolean":
            return chooser.random() < 0.5
        if kind == "integer":
            return chooser.randint(int(schema.get("minimum", -3)), int(min(schema.get("maximum", 50), 2**40)))
        if kind == "number":
            return chooser.choice([0, 1.5, 8, 1e300])
        if kind == "null":
            return None
        return chooser.choice(self.WORDS)

    def object(self, schema, depth):
        required = set(schema.get("required", []))
        choice = schema.get("oneOf") or schema.get("anyOf")
        if choice and self.random.random() < 0.8:
            required |= set(self.description.resolve(self.random.choice(choice)).get("required", []))
        chance = 0.5 if depth < 2 else 0.15
        return {
            name: self.value(part, name, depth + 1)
            for name, part in schema.get("properties", {}).items()
            if name in required or (not choice and self.random.random() < chance)
        }

    def spoiled(self, value):
        """With one thing changed somewhere in it."""
        chooser = self.random
        if isinstance(value, dict) and value and chooser.random() < 0.8:
            name = chooser.choice(list(value))
            other = dict(value)
            act = chooser.randrange(4)
            if act == 0:
                del other[name]
            elif act == 1:
                other[name + chooser.choice(["x", "s", ""])] = other.pop(name)
            else:
                other[name] = self.spoiled(value[name])
            return other
        if isinstance(value, list) and value and chooser.random() < 0.8:
            return [*value[:-1], self.spoiled(value[-1])]
        nested = value
        for _ in range(chooser.choice([1, 3, 100])):
            nested = [nested]
        return chooser.choice([None, True, -1, 2**70, 1e400, "", "\ud800", [], {}, {"": {}}, nested])

    def request(self):
        """Method, target, headers, body, call."""
        chooser = self.random
        method, path, call = chooser.choice(list(self.description.calls.values()))
        chosen = []
        for parameter in call.get("parameters", []):
            if parameter.get("required") or chooser.random() < 0.25:
                value = self.value(parameter["schema"], parameter["name"])
                if isinstance(value, str) and parameter["in"] == "header":
                    value = "".join(c for c in value if " " <= c < "\x7f")
                chosen.append((parameter, value))
        target, headers = target_of(path, chosen)
        if chooser.random() < 0.3:
            headers["Accept"] = chooser.choice(["text/plain", "*/*", "image/png", "application/json;q=0.5", ""])
        body = None
        content = call.get("requestBody", {}).get("content", {})
        if content:
            media = chooser.choice(list(content))
            value = self.value(content[media]["schema"])
            if chooser.random() < 0.4:
                value = self.spoiled(value)
            body = json.dumps(value)
            if chooser.random() < 0.05:
                body = body[: chooser.randrange(len(body) + 1)]
            headers["Content-Type"] = media if chooser.random() < 0.95 else "image/png"
        elif chooser.random() < 0.05:
            body = "{}"
        return method, target, headers, body, call


def ask_much(daemon, description, number, seed):
    generator, faults, statuses = Generator(description, seed), [], {}
    for turn in range(number):
        method, target, headers, body, call = generator.request()
        status, answer_headers, answer = daemon.ask(method, target, headers, body)
        statuses[status] = statuses.get(status, 0) + 1
        for fault in description.faults(call, status, answer_headers, answer):
            faults.append(f"request {turn} of seed {seed}: {method} {target} {headers} {(body or '')[:400]}\n  {fault}")
        if len(faults) > 20:
            break
    return statuses, faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("repository")
    parser.add_argument("--requests", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", metavar="FILE")
    options = parser.parse_args()
    with Daemon(options.program, os.path.abspath(options.repository)) as daemon:
        document = json.loads(daemon.ask("GET", "/openapi.json")[2])
        if options.write:
            with open(options.write, "w", encoding="utf-8") as file:
                file.write("# Written by ./dev docs from GET /openapi.json; do not edit.\n")
                yaml.safe_dump(document, file, sort_keys=False, allow_unicode=True, width=130)
            return 0
        description = Description(document)
        description.check()
        examples, faults = take_tour(daemon, description)
        with open(f"{options.repository}/docs/openapi.yaml", encoding="utf-8") as file:
            if yaml.safe_load(file) != document:
                faults.append("docs/openapi.yaml is not what the daemon says: ./dev docs writes it")
        statuses, more = ask_much(daemon, description, options.requests, options.seed)
        faults += more
    if daemon.code != 0:
        faults.append(f"after SIGTERM the exit code is {daemon.code}")
    for fault in faults:
        print(f"fault: {fault}")
    print(f"{len(description.calls)} calls, {examples} examples, {options.requests} requests: "
          + ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items())))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
