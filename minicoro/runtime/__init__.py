"""What exists while a program runs."""
