"""What is kept: the values of flows, in a database, whole transactions only."""
