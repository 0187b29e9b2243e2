"""Every file format, both ways: what is written for people to fill in is also read back here."""
