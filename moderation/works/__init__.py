"""Protected works: what they are called, and talk of taking them."""
