"""Changing a picture without touching it: turn, crop, straighten, cut two cards out of one page."""
