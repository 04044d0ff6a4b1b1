"""The pane of orders whose result is awaited."""
