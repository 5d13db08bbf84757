"""Personal data in text: numbers, addresses, names and phrases."""
