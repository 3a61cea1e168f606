"""Many comparisons at once: parameters, plan, runner, page, index."""
