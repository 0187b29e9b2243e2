"""What `make bench` measures: whole turns, the clock, whole campaigns, the Word report, the start, and open pages."""
