"""What may be typed into each page: plain forms, translated into an action's arguments."""
