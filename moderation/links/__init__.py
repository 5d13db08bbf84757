"""Links: finding them in text, and judging where they lead."""
