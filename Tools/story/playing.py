"""Plays the commands of Markdown pages: the README's, and those of the episodes.

A block ```console holds commands, each after `$ `, and what they print. On the page of an episode a block ```sh holds commands that must
succeed, whose output is not shown, and a line `<!-- begins with NAME.md -->` plays another page of the same folder. A block ```yaml
that begins with `# NAME.yaml` is written to that file. All of a page runs in one bash, in one folder.
"""

import os
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PART = re.compile(r"^```(console|yaml|sh)\n(.*?)^```$|^<!-- begins with (\S+) -->$", re.MULTILINE | re.DOTALL)


class Ended(Exception):
    """A command that must succeed did not."""


class Shell:
    """One bash for all blocks, so that variables stay."""

    def __init__(self, folder, triad):
        self.folder = folder
        os.makedirs(f"{folder}/bin", exist_ok=True)
        os.symlink(triad, f"{folder}/bin/triad")
        for name in ("Tools", "Workflows", "Sources"):
            os.symlink(os.path.join(ROOT, name), f"{folder}/{name}")
        environment = {"PATH": f"{folder}/bin:{os.environ['PATH']}", "HOME": folder, "COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
        self.bash = subprocess.Popen(
            ["bash"], cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def run(self, command):
        self.bash.stdin.write(f"{command}\nprintf '\\n%s\\n' end-of-command\n")
        self.bash.stdin.flush()
        lines = []
        for line in self.bash.stdout:
            if line == "end-of-command\n":
                break
            lines.append(line)
        else:
            raise Ended(f"{command}\n{''.join(lines)}")
        text = "".join(lines)
        return text[:-1] if text.endswith("\n") else text

    def succeed(self, commands):
        self.run(f"set -e\n{commands}\nset +e")

    def close(self):
        self.bash.stdin.close()
        self.bash.wait()


def blocks(block):
    """The commands of a block, each with the lines in which it stands."""
    lines, command = [], None
    for line in block.splitlines():
        if command is None and line.startswith("$ "):
            lines, command = [line], line[2:]
        elif command is not None:
            lines.append(line)
            command += "\n" + line
        else:
            continue
        if not command.endswith("\\"):
            yield command, lines
            command = None


def console(block, shell):
    """The block as it reads when its commands are run now."""
    printed = []
    for command, lines in blocks(block):
        out = shell.run(command).rstrip("\n")
        printed += lines + (out.splitlines() if out else [])
    return "\n".join(printed) + "\n"


def play(page, shell, differs, settings=True):
    """Plays a page, and returns it as it reads now. `differs(line, block, now)` is called for each block that reads otherwise.

    Without `settings`, blocks of sh are for people alone.
    """
    with open(page, encoding="utf-8") as file:
        text = file.read()

    def again(match):
        kind, block, before = match.groups()
        if before:
            play(os.path.join(os.path.dirname(page), before), shell, differs)
        elif kind == "sh":
            if settings:
                shell.succeed(block)
        elif kind == "yaml":
            name = re.match(r"# (\S+\.yaml)\n", block)
            if name:
                with open(os.path.join(shell.folder, name[1]), "w", encoding="utf-8") as file:
                    file.write(block)
        else:
            now = console(block, shell)
            if normal(now) != normal(block):
                differs(text[: match.start()].count("\n") + 1, block, now)
                return f"```console\n{now}```"
        return match[0]

    return PART.sub(again, text)


def normal(text):
    return re.sub(r"\b[0-9a-f]{64}\b", "a hash", text)
