"""Each step is a module with the number of the step before it, and its SQL beside it."""
