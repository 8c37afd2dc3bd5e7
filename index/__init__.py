"""Documents in, passages found: everything between a file and a ranked list of hits.

Read in the order of the data: ``readers`` (bytes to ``Document``), ``layout`` (to ``Block``), ``passages``,
``tokens`` and ``encoder`` (what is matched), ``store`` (the truth), ``lexical`` and ``vectors`` (derived from it),
``ranking``, and ``library``, the façade that the rest of the program uses.
"""
