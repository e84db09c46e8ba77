"""Creates an instance through `elemint session --json`.

Usage: session.py ELEMENT FIELD=VALUE... [-- OPTION...]
Options behind `--` are passed to elemint, such as --sandbox or --profile NAME.
"""

import json
import subprocess
import sys


class Session:
    """A session of elemint."""

    def __init__(self, element, options):
        command = ["elemint", "session", "--json", element, *options]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def read(self):
        """Returns the next line of elemint."""
        line = self.process.stdout.readline()
        if not line:
            sys.exit("elemint ended.")
        return json.loads(line)

    def send(self, **request):
        """Sends a request and returns its answer."""
        print(json.dumps(request), file=self.process.stdin, flush=True)
        while True:
            line = self.read()
            if "answers" in line or line["type"] == "end":
                return line


def main():
    arguments = sys.argv[1:]
    options = arguments[arguments.index("--") + 1 :] if "--" in arguments else []
    element, *values = arguments[: len(arguments) - len(options) - bool(options)]
    session = Session(element, options)
    session.read()
    for value in values:
        field, _, text = value.partition("=")
        answer = session.send(action="set", field=field, value=text)
        if answer["type"] == "error":
            sys.exit(answer["problem"])
    state = session.send(action="submit")
    if state["step"] == "credentials":
        problems = [field["label"] + ": " + field["problem"] for field in state["fields"] if field["problem"]]
        sys.exit("\n".join(problems))
    while state["step"] == "consent":
        if "link" in state and not state["rows"]:
            print("Give consent at " + state["link"], file=sys.stderr)
            print("Paste the address on which the browser ended: ", end="", file=sys.stderr, flush=True)
            session.send(action="paste", text=input())
            state = session.send(action="accept")
        else:
            state = session.read()
    state = session.send(action="accept")
    while state["step"] not in ("instance", "recovery") and state["tone"] != "bad":
        state = session.read()
    print(state["headline"])
    end = session.send(action="break-off")
    sys.exit(end.get("exitCode", 1))


main()
