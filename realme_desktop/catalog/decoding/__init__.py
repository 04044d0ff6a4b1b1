"""From what RealMe answers to what a view shows: pure functions, tested without a screen.

`shapes` are the results of `catalog.decoders.decode`, one field at a time, for every pane, copy and export.
The other modules read a whole answer for the view of one kind of service. None of them raises, whatever
RealMe sends; what nobody described is kept and shown as it came.
"""
