"""How hypothesis works here: the same examples at every run, and no deadline on slow machines.

`HYPOTHESIS_PROFILE=quick` tries only a few examples, `thorough` a great many.
"""

import os

from hypothesis import HealthCheck, settings

SETTINGS = {
    "derandomize": True,
    "deadline": None,
    "database": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}
settings.register_profile("default", max_examples=60, **SETTINGS)
settings.register_profile("quick", max_examples=5, **SETTINGS)
settings.register_profile("thorough", max_examples=2000, **{**SETTINGS, "derandomize": False})
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
