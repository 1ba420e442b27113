"""The episodes as one story: what happens is told, what is printed is compared with their pages, and what people read is written out.

    python3 Tools/story/life.py PROGRAM OUT
"""

import glob
import itertools
import os
import re
import shutil
import sys
import tempfile
import textwrap

from playing import ROOT, Ended, Shell, blocks, play
from telling import WIDTH, Otherwise, check, read_over, told

PROGRAM, OUT = os.path.abspath(sys.argv[1]), sys.argv[2]
EPISODES = os.path.join(ROOT, "Tests/CommandLineTests/Episodes")

# What people read of each: the case's reports in every edition (its forms are left out), the documents, the letters that still wait.
PAPERS = """
triad show $CASE --format json | python3 -c '
import json, sys
for report in json.load(sys.stdin)["reports"]:
    for edition in report["editions"] or [""]:
        if report["template"].startswith("reports/"): print(report["name"], edition)
' | while read name edition; do triad report $CASE $name ${edition:+--edition $edition} --out paper/$name${edition:+-$edition}.html; done
if triad documents $CASE | grep -q '^1 '; then triad bundle $CASE --to paper/documents.html; fi
triad letters write letters
"""

# Of the commands on a page the story shows those by which something happens.
ACTS = re.compile(r"triad (appoint|carry-on|confide|confirm|correct|do|form-triads|import|register add|slip)\b")


def told_of(page):
    """The prose of a page and what is done between: pairs of a kind and a text."""
    with open(page, encoding="utf-8") as file:
        text = re.sub(r"^<!--.*?-->\n", "", file.read(), flags=re.MULTILINE)
    for kind, block, prose in re.findall(r"^```(\w+)\n([\s\S]*?)^```$|((?:^(?!```).+\n)+)", text, re.MULTILINE):
        if prose.startswith("#"):
            yield "heading", prose.lstrip("# ").rstrip()
        elif prose:
            yield "prose", " ".join(prose.split())
        elif kind == "console":
            yield from (("act", re.sub(r" \\\n\s*", " ", command)) for command, _ in blocks(block) if ACTS.match(command))


def tell(page):
    for number, (kind, texts) in enumerate(itertools.groupby(told_of(page), key=lambda one: one[0])):
        for _, text in texts:
            if kind == "heading":
                print(f"{text.upper() if number == 0 else text}\n")
            elif kind == "act":
                print("      " + textwrap.shorten(f"$ {text}", WIDTH - 6, placeholder=" …"))
            else:
                print(textwrap.fill(text, WIDTH) + "\n")
        if kind == "act":
            print()
    sys.stdout.flush()


def episode(page):
    name = os.path.basename(page).removesuffix(".md")
    tell(page)

    def differs(line, block, now):
        raise Otherwise(f"{name}.md:{line}: what is printed now differs.\n--- on the page\n{block}--- now\n{now}")

    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(folder, PROGRAM)
        os.makedirs(f"{folder}/paper")
        try:
            play(page, shell, differs)
            shell.succeed(PAPERS)
        except Ended as ended:
            raise Otherwise(f"{name}.md: a command did not succeed:\n{ended}") from None
        shell.close()
        shutil.copytree(f"{folder}/paper", f"{OUT}/{name}")
        shutil.copytree(f"{folder}/letters", f"{OUT}/{name}/letters")
        for file in glob.glob(f"{folder}/*.ics"):
            shutil.copy(file, f"{OUT}/{name}")
    print(f"      {sum(len(names) for _, _, names in os.walk(f'{OUT}/{name}'))} pages and letters in {OUT}/{name}\n")


def life():
    pages = sorted(glob.glob(f"{EPISODES}/?-*.md"))
    check(pages, f"no episodes in {EPISODES}")
    for page in pages:
        episode(page)
    read_over(OUT)


told(life)
