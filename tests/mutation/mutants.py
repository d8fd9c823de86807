"""Faults to plant in a module: every small change that mutmut knows, one at a time.

mutmut's own runner leaves out decorated functions, so all properties, and the tables of a module;
it also cannot see through what a function remembers. So only its list of changes is used here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import ndiff

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

LEFT_ALONE = (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom)
HARMLESS_CALLS = ("len", "isinstance", "cast")
TYPE = re.compile(r"[A-Z][a-z]\w*")
"""Names for types, such as ``Sided``: only mypy reads them."""


@dataclass(frozen=True)
class Mutant:
    """One change of one module."""

    name: str
    """Module, line, and which change of that line: ``truth:120:3``."""
    module: cst.Module
    node: cst.CSTNode
    instead: cst.CSTNode
    within: str
    """The function it is in, such as ``Applied.reason``; nothing in a table of the module."""

    @property
    def source(self) -> str:
        changed = self.module.deep_replace(self.node, self.instead)
        assert isinstance(changed, cst.Module)
        return changed.code

    @property
    def change(self) -> str:
        """The lines that differ, before and after."""
        lines = ndiff(self.module.code.splitlines(), self.source.splitlines())
        return "\n".join(f"{one[0]} {one[2:].strip()}" for one in lines if one[0] in "-+")


def mutants_of(name: str, source: str) -> Iterator[Mutant]:
    """All of a module, in the order of its lines."""
    wrapper = MetadataWrapper(cst.parse_module(source))
    finder = _Finder()
    wrapper.visit(finder)
    count: dict[int, int] = {}
    for line, node, instead, within in finder.found:
        count[line] = count.get(line, 0) + 1
        yield Mutant(f"{name}:{line}:{count[line]}", wrapper.module, node, instead, within)


class _Finder(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, cst.CSTNode, cst.CSTNode, str]] = []
        self.names: list[str] = []
        """Of the classes and functions around."""

    def on_visit(self, node: cst.CSTNode) -> bool:
        if _is_left_alone(node):
            return False
        if isinstance(node, cst.ClassDef | cst.FunctionDef):
            self.names.append(node.name.value)
        if isinstance(node, cst.ClassDef):
            for member in node.body.body:
                if isinstance(member, cst.FunctionDef):
                    member.visit(self)
            self.names.pop()
            return False
        for kind, changes in mutation_operators:
            if isinstance(node, kind):
                for instead in changes(node):
                    line = self.get_metadata(PositionProvider, node).start.line
                    self.found.append((line, node, instead, ".".join(self.names)))
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.FunctionDef):
            self.names.pop()


def _is_left_alone(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name):
        return node.func.value in HARMLESS_CALLS
    if isinstance(node, cst.Assign) and isinstance(node.targets[0].target, cst.Name):
        name = node.targets[0].target.value
        return name == "__all__" or TYPE.fullmatch(name) is not None
    return isinstance(node, LEFT_ALONE)
