"""Write the golden sessions anew: ``python -m tests.golden.write``. Then read the difference."""

from tests.golden import word_traces
from tests.golden.session_traces import FOLDER, golden, traces, written


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, trace in traces().items():
        (FOLDER / f"{name}.json").write_text(written(golden(trace)), "utf-8")
    for file, content in word_traces.files().items():
        (FOLDER.parent / file).write_text(word_traces.written(content), "utf-8")


if __name__ == "__main__":
    main()
