"""What several tests need: other number types, networks by lot, other Pythons."""
