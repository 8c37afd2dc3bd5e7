"""The reading model: question and passage in, the exact words and whether they are there out."""
