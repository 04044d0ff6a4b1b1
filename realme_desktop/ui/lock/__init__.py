"""The locked window: nothing personal is left in it until whoever is there has unlocked it."""
