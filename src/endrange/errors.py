"""What Endrange raises. A refusal that belongs to the domain is a value, not an error.

EndrangeError
├── CatalogueFault    the shipped or overlaid knowledge breaks a law
├── CatalogueFaults   all that is wrong with an overlay, so that it was refused
├── BadInput          somebody gave us something we cannot read; says which field and why
└── UnknownId         a name that no entry of the catalogue carries
"""


class EndrangeError(Exception):
    """Base of all that Endrange raises on purpose."""


class CatalogueFault(EndrangeError):
    """An entry of the catalogue breaks a law.

    Args:
        file: path inside the data folder, such as ``stretches/ham_slr_shoulder.toml``.
        field: dotted name of the offending field.
        problem: what is wrong, with the offending value and what to do.
    """

    def __init__(self, file: str, field: str, problem: str) -> None:
        super().__init__(f"{file}: {field}: {problem}")
        self.file = file
        self.field = field
        self.problem = problem


class CatalogueFaults(EndrangeError):
    """An overlay was refused; ``faults`` are all the reasons, and nothing has changed."""

    def __init__(self, faults: "tuple[CatalogueFault, ...]") -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class BadInput(EndrangeError, ValueError):
    """Input that cannot be read. The message names the field, the value and the remedy."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class UnknownId(EndrangeError, KeyError):
    """No entry of this kind carries this id."""

    def __init__(self, kind: str, id_: str, known: tuple[str, ...] = ()) -> None:
        near = f" Known: {', '.join(known)}." if known else ""
        super().__init__(f"no {kind} is called {id_!r}.{near}")
        self.kind = kind
        self.id = id_

    def __str__(self) -> str:
        return str(self.args[0])
