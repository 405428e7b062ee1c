"""What goes in and what comes out, per noun."""
