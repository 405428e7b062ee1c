"""What each address does: translate, call one action, show."""
