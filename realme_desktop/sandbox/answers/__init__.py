"""What the sandbox knows: for each service a function from an inquiry to an answer."""
