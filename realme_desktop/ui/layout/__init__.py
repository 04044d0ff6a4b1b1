"""Where the panes of the window stand, and how long they stay there."""
