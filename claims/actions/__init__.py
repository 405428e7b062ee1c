"""The only code that writes. One verb, one function; each records a Change in its own transaction."""
