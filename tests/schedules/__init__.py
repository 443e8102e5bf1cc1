"""Every schedule of small programs: what goes wrong is found, what is right is proved."""
