"""`python3 -m portal COMMAND`. Even an old Python must be able to read this file, so that it can say it is too old."""

import sys

OLDEST = (3, 11)


def too_old(version):  # type: ignore[no-untyped-def]
    """What to tell someone whose Python is too old; nothing when it is new enough."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    return (
        (
            "Heard needs Python %d.%d or newer; this is Python %d.%d.\n"  # noqa: UP031
            "Debian 12 and Ubuntu 24.04 bring a new enough one: sudo apt-get install python3 python3-venv\n"
            "macOS: brew install python@3.12, then run this again with python3.12 -m portal\n"
        )
        % (OLDEST + tuple(version[:2]))
    )


if __name__ == "__main__":
    complaint = too_old(sys.version_info)  # type: ignore[no-untyped-call]
    if complaint:
        sys.stderr.write(complaint)
        sys.exit(1)
    from portal.launcher.commands import main

    sys.exit(main(sys.argv[1:]))
