"""Endrange touches the world: asks people, stores records, shows screens, keeps two in step."""
