"""The person in hand: whom the checks are about, typed once."""
