"""Tests as tables a clinician can read."""


def rows(table: str) -> list[dict[str, str]]:
    """Split a table drawn with ``|`` into one dict a row; a missing or extra cell is an error."""
    lines = [line.strip() for line in table.strip().splitlines() if line.strip()]
    head = [cell.strip() for cell in lines[0].split("|")]
    found = []
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != len(head):
            raise ValueError(f"{len(cells)} cells where {len(head)} are wanted: {line!r}")
        found.append(dict(zip(head, cells, strict=True)))
    return found
