"""What is recorded: pure data and pure functions. No catalog files, no network, no database."""
