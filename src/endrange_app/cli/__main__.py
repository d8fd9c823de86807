"""``python -m endrange_app.cli``, the same as ``endrange``."""

from endrange_app.cli import main

main()
