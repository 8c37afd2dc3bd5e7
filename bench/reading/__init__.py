"""Invented office documents in the usual shapes, written in every format that is read, and how well they are read.

What each document says is known, since it is made here: nobody has to have looked at a file.
"""
