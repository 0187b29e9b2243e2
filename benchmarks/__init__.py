"""What `make bench` measures: whole turns, the clock, whole campaigns, the Word report and the start."""
