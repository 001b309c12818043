"""`python -m mockserver`: the same as the command `mockserver`.

This module does nothing else.
"""

from mockserver.cli import main

if __name__ == "__main__":
    main()
