"""Work summaries and other texts written in Word: length and chapters."""
