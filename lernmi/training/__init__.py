"""Training as people know it: measures of how well a network does."""
