"""The example newsroom: two incidents as one report has them, and a training exercise between invented parties."""
