"""Term lists and names: how they are written, disguised and found."""
