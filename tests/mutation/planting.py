"""Puts a changed module in place of the running one, in a process that is thrown away.

Every function keeps its identity and gets other code, so whoever has imported it runs the change.
"""

import sys
from collections.abc import Iterator
from functools import cached_property
from types import FunctionType, ModuleType
from typing import Any

from tests.mutation.mutants import Mutant


def plant(mutant: Mutant, module: ModuleType) -> None:
    """Raises: whatever the changed module raises while it loads."""
    changed = run(mutant.source, module)
    change_functions(module, changed)
    if not mutant.within:
        _change_values(module, changed)


def run(source: str, module: ModuleType) -> ModuleType:
    changed = ModuleType(module.__name__)
    changed.__file__ = module.__file__
    exec(compile(source, str(module.__file__), "exec"), vars(changed))  # noqa: S102  our own source, one operator changed
    return changed


def change_functions(module: ModuleType, changed: ModuleType) -> None:
    """Give every function of a module the code of its namesake."""
    others = dict(_functions(changed, module.__name__))
    for name, function in _functions(module, module.__name__):
        other = others[name]
        function.__code__ = other.__code__
        function.__defaults__, function.__kwdefaults__ = other.__defaults__, other.__kwdefaults__


def _functions(place: Any, home: str) -> Iterator[tuple[str, FunctionType]]:
    """Functions, methods and properties that were written in a module, by name."""
    for name, value in list(vars(place).items()):
        if isinstance(value, type) and value.__module__ == home and place is not value:
            for inner, function in _functions(value, home):
                yield f"{name}.{inner}", function
        function = _bare(value)
        if isinstance(function, FunctionType) and function.__module__ == home:
            yield name, function


def _bare(value: Any) -> Any:
    """The function in a property, a class method or a cache."""
    if isinstance(value, property):
        return value.fget
    if isinstance(value, cached_property):
        return value.func
    return getattr(value, "__wrapped__", getattr(value, "__func__", value))


def _change_values(module: ModuleType, changed: ModuleType) -> None:
    """Tables and numbers, wherever they have been imported under their name."""
    for name, value in list(vars(module).items()):
        other = vars(changed).get(name)
        if name.startswith("__") or isinstance(value, FunctionType | type | ModuleType):
            continue
        if not hasattr(value, "cache_clear"):
            for one in _ours():
                if vars(one).get(name) is value:
                    setattr(one, name, other)


def forget() -> None:
    """Empty every cache of the room."""
    for module in _ours():
        for value in list(vars(module).values()):
            home = str(getattr(value, "__module__", ""))
            if hasattr(value, "cache_clear") and home.startswith("endrange.screening"):
                value.cache_clear()


def _ours() -> list[ModuleType]:
    return [one for name, one in sys.modules.items() if name.startswith(("endrange.", "tests."))]
