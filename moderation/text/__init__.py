"""The text model as it is served."""
