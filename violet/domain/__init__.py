"""The nouns of the product and pure functions over them. Imports nothing else of violet."""
