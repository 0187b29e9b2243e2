"""The assistant in a web page: a channel of its own, for people whose network blocks the messengers."""
