"""What leaves on paper or as a file: PDF and CSV. Values in, bytes out; no page, no query."""
