"""Prints a token for /api/users.   python -m app.scripts.new_token NAME [DAYS]      DAYS: how long it is valid (30)"""

import sys

from app.core.tokens import new_token


def main(name: str, days: str = "30") -> None:
    print(new_token(name, int(days) * 86_400))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or not sys.argv[-1] or (len(sys.argv) == 3 and not sys.argv[2].isdigit()):
        sys.exit("usage: python -m app.scripts.new_token NAME [DAYS]")
    main(*sys.argv[1:])
