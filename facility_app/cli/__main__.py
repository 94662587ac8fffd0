"""`python -m facility_app.cli`."""

import sys

from facility_app.cli import main

sys.exit(main())
