#!/usr/bin/env python
"""Django's command line, with this clone's own database where no other is named."""

import sys

from tracker.stack.management import manage

if __name__ == "__main__":
    manage(sys.argv)
