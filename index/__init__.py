"""Documents in, passages found: everything between a file and a ranked list of hits.

Read in the order of the data: ``readers`` (bytes to ``Document``), ``layout`` (to ``Block``, and these to ``Passage``),
``text`` and ``encoding`` (what is matched), ``storage`` (the truth), ``searching`` (derived from it, and asked),
``syncing`` (folders to all of that), and ``library``, the façade that the rest of the program uses.
"""
