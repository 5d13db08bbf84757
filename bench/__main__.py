"""`make bench`: speed as tables. `--only NAME` runs one of uploads, text."""

import argparse

from bench import text_model, uploads


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--only", choices=["uploads", "text"])
    chosen = parser.parse_args().only
    if chosen in (None, "uploads"):
        for synchronous in ("normal", "full"):
            print(f"\n## Uploads, SQLite WAL, synchronous={synchronous}\n", flush=True)
            print("\n".join(uploads.table(uploads.run(synchronous))), flush=True)
    if chosen in (None, "text"):
        print("\n## The text model alone\n", flush=True)
        text_model.main()


if __name__ == "__main__":
    main()
