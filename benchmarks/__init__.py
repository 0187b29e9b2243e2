"""What `make bench` measures: whole turns, the Word report and the start, each beside what it could be at best."""
