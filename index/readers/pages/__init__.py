"""Pages to text: what lies where on a page becomes lines in reading order, and these become paragraphs. Pure geometry.

Lengths are in points (1/72 inch) or pixels, whichever the page came in, counted from its upper left corner.
"""
