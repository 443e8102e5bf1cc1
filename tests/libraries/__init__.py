"""Other people's libraries, interpreted, under their own tests."""
