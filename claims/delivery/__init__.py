"""What leaves the house: transports, and the channels over them. Never inside a request or a transaction."""
