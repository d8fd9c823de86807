"""Writes the generated pages of this folder from the code: `make reference`.

tests/test_repository.py fails when a page is not what this would write, so they cannot grow stale.
"""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer.main

from endrange.knowledge import Catalogue, Mode, Precaution, Verdict, signed
from endrange.knowledge.languages import HERE as BOOKS
from endrange.knowledge.languages import language, pairs
from endrange.knowledge.loader import shipped
from endrange.planning import SessionPlan
from endrange.session import Timeline
from endrange_app import cli
from endrange_app.cli.plan import PlanInput
from endrange_app.cli.replay import EventsInput
from endrange_app.cli.screen import ScreenInput

HERE = Path(__file__).parent
SETTINGS = HERE.parents[1] / "src" / "endrange_app" / "settings.py"
CLIENTS = HERE.parents[1] / "tests" / "spec" / "screening" / "tables"
WEEKS = CLIENTS.parents[1] / "test_surgery.py"
NOTE = "<!-- Written by `make reference` from the code. Do not edit. -->"

SCHEMAS = {
    "screen-input": ScreenInput,
    "plan-input": PlanInput,
    "events-input": EventsInput,
    "session-plan": SessionPlan,
    "timeline": Timeline,
}

GERMAN = (
    "Where a meaning that shifts could harm. Whoever checks covers the left column, translates the "
    "right one back, and compares; [how German was worded](../explanation/german.md)."
)

MEANING = {
    "ENDRANGE_HOME": "Folder of the SQLite file, the secret key and the static files.",
    "ENDRANGE_DEBUG": "Show tracebacks in the browser. Never on a machine that others reach.",
    "ENDRANGE_HOSTS": "Names and addresses under which browsers may reach this, with commas. "
    "`endrange serve` adds the address it listens on.",
    "ENDRANGE_SECRET_KEY": "Signs cookies and links. Without it one is made and kept in the home "
    "folder, readable by its owner only.",
    "ENDRANGE_EMAIL_BACKEND": "Django's name of the way to send e-mail. The default prints it.",
    "ENDRANGE_OVERLAY": "A folder of the clinic's own entries, laid over ours at the start. It may "
    "add and be stricter, never looser; a faulty one stops the start and says why.",
    "ENDRANGE_HTTPS": "True behind a proxy that ends TLS: cookies then travel by HTTPS only, and "
    "`X-Forwarded-Proto` of the proxy is believed.",
    "ENDRANGE_ORIGINS": "Addresses whose forms are trusted, with commas, such as "
    "`https://stretch.example.org`. Needed where a proxy changes the `Host` header or the port.",
    "ENDRANGE_LAN": "Set by `endrange serve --lan`: this machine's address on the local network, "
    "the port of HTTP and that of HTTPS, with colons.",
    "ENDRANGE_REDIS": "Where several processes meet: `redis://127.0.0.1:6379/0`. Needs the extra "
    "`endrange[redis]`. Without it one process serves all rooms.",
    "ENDRANGE_TIME_ZONE": "IANA name of the clinic's time zone, such as `Europe/Lisbon`.",
    "DATABASE_URL": "Where the records are: `sqlite:////path` or "
    "`postgres://user:password@host/name`.",
}
"""What each setting is for; a setting that is missing here fails the writing."""

RULES_INTRODUCTION = (
    "Columns: AA the client moves, PAS the helper moves, END the end of the range, ISO pushing. P",
    "proceed, M adapt, C only with a clinician's clearance, N not now, E emergency. What a limit",
    "means: [the glossary](../../GLOSSARY.md). Clients: lines of the test tables for which the",
    "rule must be found. Signed: whether a clinician has agreed to the rule as it stands;",
    "how one does: [rules not reviewed](../explanation/rules-not-reviewed.md).",
)
RULES_HEAD = (
    *("rule", "title", "AA PAS END ISO", "be seen", "reaches", "limits", "grade", "sources"),
    *("signed", "clients"),
)


def pages() -> dict[str, str]:
    """Every generated file of this folder: its name and what it should hold."""
    written = {
        "cli.md": cli_page(),
        "settings.md": settings_page(),
        "articles.md": articles_page(),
        "claims.md": claims_page(),
        "rules.md": rules_page(),
        "german.md": german_page(),
    }
    for name, kind in SCHEMAS.items():
        schema = json.dumps(kind.model_json_schema(), indent=2, ensure_ascii=False)
        written[f"schemas/{name}.json"] = schema + "\n"
    return written


def german_page() -> str:
    """What decides and what warns, in English and German, to be translated back and compared."""
    known, german, in_session = shipped(), language("de"), _session_book()
    lines = ["# What German says", "", NOTE, "", GERMAN, ""]
    for title, texts in (
        ("Questions", _texts(known.questions, "text", "why")),
        ("Rules", _texts(known.precautions, "title", "because", "changes_if", "ask")),
        ("What must not be felt", _warnings(known)),
        ("Spoken by a session", (one for one in german.phrases if one in in_session)),
    ):
        rows = [(one, german.said(one)) for one in dict.fromkeys(texts) if german.knows(one)]
        lines += [f"## {title}", "", "| English | German |", "|---|---|"]
        lines += [f"| {english} | {said} |" for english, said in rows]
        lines += [""]
    return "\n".join(lines[:-1]) + "\n"


def _texts(entries: Mapping[str, Any], *fields: str) -> Iterator[str]:
    for entry in entries.values():
        yield from (text for field in fields if (text := getattr(entry, field)))


def _warnings(known: Catalogue) -> Iterator[str]:
    for stretch in known.stretches.values():
        for sensation in stretch.must_not_feel:
            yield from (sensation.feels, sensation.action)


def _session_book() -> set[str]:
    books = pairs(BOOKS / "de")
    return {english for file, english, _ in books if file == "sentences/session.toml"}


def cli_page() -> str:
    application = typer.main.get_command(cli.application())
    lines = ["# Command line", "", NOTE, "", f"{application.help}", ""]
    for name, command in sorted(_commands("endrange", application)):
        lines += [f"## `{name}`", "", str(command.help or ""), "", *_parameters(command)]
    return "\n".join([*lines, *_codes()]) + "\n"


def _commands(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield name, command
        return
    for word, each in inner.items():
        yield from _commands(f"{name} {word}", each)


def _parameters(command: Any) -> list[str]:
    rows = [
        f"| `{_spelled(parameter)}` | {parameter.help or ''} | {_default(parameter)} |"
        for parameter in command.params
        if parameter.name != "help"
    ]
    return ["| | what | default |", "|---|---|---|", *rows, ""] if rows else []


def _spelled(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.name).upper()
    return ", ".join(parameter.opts)


def _default(parameter: Any) -> str:
    if parameter.required:
        return "needed"
    return "" if parameter.default in (None, False) else f"`{parameter.default}`"


def _codes() -> list[str]:
    return [
        "## Exit codes",
        "",
        "| code | meaning |",
        "|---|---|",
        "| 0 | done |",
        f"| {cli.FAULT} | the catalogue has faults, or something of ours broke |",
        f"| {cli.BAD_INPUT} | a file or an option cannot be read; one line says which and why |",
        "| 130 | stopped with Ctrl-C |",
    ]


def settings_page() -> str:
    lines = ["# Settings", "", NOTE, ""]
    lines += ["All of them come from the environment. None is needed on one machine.", ""]
    lines += ["| variable | what | default |", "|---|---|---|"]
    for name, default in sorted(settings()):
        lines.append(f"| `{name}` | {MEANING[name]} | {default} |")
    return "\n".join(lines) + "\n"


def settings() -> Iterator[tuple[str, str]]:
    """Each variable that settings.py reads, with the default it has there."""
    for node in ast.walk(ast.parse(SETTINGS.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[0] == "env":
            name = ast.literal_eval(node.args[0])
            defaults = [word.value for word in node.keywords if word.arg == "default"]
            yield name, f"`{ast.unparse(defaults[0])}`" if defaults else "needed"


def articles_page() -> str:
    """Every item of the three articles and the entries that answer it."""
    known = shipped()
    lines = ["# What the articles ask for", "", NOTE, ""]
    lines += ["Item by item in our words, and the entries or pages that answer it.", ""]
    for article in dict.fromkeys(item.article for item in known.coverage.values()):
        source = known.sources[article]
        lines += [f"## {source.authors}: {source.title}", "", "| | says | answered by |"]
        lines += ["|---|---|---|"]
        for item in known.coverage.values():
            if item.article == article:
                entries = ", ".join(f"`{entry}`" for entry in item.entries)
                lines.append(f"| {item.id} | {item.says} | {entries} |")
        lines.append("")
    return "\n".join(lines)


def claims_page() -> str:
    """Every claim with its verdict, the weakest first."""
    known = shipped()
    lines = ["# What the evidence says", "", NOTE, ""]
    lines += ["| claim | verdict | answer | grade | sources |", "|---|---|---|---|---|"]
    for claim in sorted(known.claims.values(), key=lambda one: one.support.strength):
        sources = ", ".join(f"`{id_}`" for id_ in claim.sources)
        verdict = claim.support.value.replace("_", " ")
        lines.append(f"| {claim.claim} | {verdict} | {claim.answer} | {claim.grade} | {sources} |")
    return "\n".join(lines) + "\n"


def rules_page() -> str:
    """Every rule of screening with its decision, grade, sources and lines of test."""
    known = shipped()
    rules = known.precautions.values()
    lines = ["# Rules of screening", "", NOTE, "", _signed_in_all(known), ""]
    lines += [*RULES_INTRODUCTION, ""]
    lines += [f"| {' | '.join(RULES_HEAD)} |", "|---" * len(RULES_HEAD) + "|"]
    told = clients_told()
    for rule in sorted(rules, key=lambda rule: rule.id):
        signature = "yes" if ("precautions", rule.id) in signed(known) else "no"
        lines.append(f"| {' | '.join(_rule_cells(rule))} | {signature} | {told[rule.id]} |")
    lines += ["", "## By row of the evidence", "", "| row | rules |", "|---|---|"]
    for row in sorted({row for rule in rules for row in rule.all_rows}):
        named = [f"`{rule.id}`" for rule in rules if row in rule.all_rows]
        lines.append(f"| {row} | {', '.join(named)} |")
    return "\n".join(lines) + "\n"


def _signed_in_all(known: Catalogue) -> str:
    by = len({id_ for kind, id_ in signed(known) if kind == "precautions"})
    if not by:
        return "No clinician has reviewed these rules yet."
    return f"Clinicians have signed {by} of {len(known.precautions)} rules."


def clients_told() -> Counter[str]:
    """How many clients of the test tables each rule must be found for."""
    lines = (line for file in CLIENTS.glob("*.txt") for line in file.read_text().splitlines())
    cells = [line.partition("|")[0] for line in lines if not line.startswith("#")]
    cells += re.findall(r"\|\s*(S(?:X|UR)-[\w?-]+)", WEEKS.read_text())
    return Counter(word for cell in cells for word in cell.split() if word[0] not in "-?")


def _rule_cells(rule: Precaution) -> Iterator[str]:
    yield f"`{rule.id}`"
    yield rule.title
    yield " ".join(rule.verdicts.get(mode, Verdict.PROCEED).letter for mode in Mode)
    yield rule.urgency.value.replace("_", " ") if rule.urgency else ""
    yield _reaches(rule)
    yield ", ".join(limit.notation for limit in rule.modifications)
    yield rule.grade
    yield ", ".join(f"`{source}`" for source in rule.sources)


def _reaches(rule: Precaution) -> str:
    scope = rule.scope
    if scope.everywhere or Verdict.EMERGENCY in rule.verdicts.values():
        return "everything"
    named = [*scope.parts, *scope.areas]
    return ", ".join([*named, *([f"places of `{scope.question}`"] if scope.question else [])])


def main() -> None:
    for name, text in pages().items():
        file = HERE / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)


if __name__ == "__main__":
    main()
