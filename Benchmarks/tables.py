"""Tables of Markdown between markers in a document, so that a command can write them again."""

import pathlib
import subprocess


def table(head, rows):
    """Lines of a table; every cell a string."""
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *("| " + " | ".join(row) + " |" for row in rows)]


def replace(document, name, lines):
    """Puts the lines between `<!-- name -->` and `<!-- /name -->`."""
    document = pathlib.Path(document)
    text = document.read_text()
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise SystemExit(f"{document}: holds no {begin} … {end}")
    head, rest = text.split(begin)
    document.write_text(head + begin + "\n" + "\n".join(lines) + "\n" + end + rest.split(end)[1])


def processor():
    """The processor's name, as Linux knows it."""
    facts = pathlib.Path("/proc/cpuinfo")
    if not facts.exists():
        return "an unknown processor"
    return next((line.split(":")[1].strip() for line in facts.open() if line.startswith("model name")), "a processor")


def commit():
    done = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True,
                          cwd=pathlib.Path(__file__).parent)
    return done.stdout.strip() or "unknown"
