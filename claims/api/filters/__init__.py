"""What narrows and orders each list, noun by noun. What the words mean, the QuerySets of the models say."""
