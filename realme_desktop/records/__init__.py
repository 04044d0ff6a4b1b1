"""What is kept: the encrypted history."""
