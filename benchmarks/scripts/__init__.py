"""Programs that measure something of themselves and print it as JSON; run by both interpreters."""
