"""Speech engines: one module each, or a package where an engine runs a program of its own.

An engine knows nothing of the others. What they share is in ``toolkit``, which engines of other packages import too.
"""

import sys
from importlib import import_module

# Plug-ins that were written for 0.1.0 import from these.
for _old, _new in {"options": "options", "sound": "clips", "web": "http", "words": "text"}.items():
    sys.modules[f"{__name__}.{_old}"] = import_module(f"{__name__}.toolkit.{_new}")
