"""Command line `ioc`; also `python -m dashboard`."""

from __future__ import annotations

from dashboard.cli import application


def main() -> None:
    """Run the command line."""
    application()


if __name__ == "__main__":
    main()
