"""How the reading model in ``qa/model`` is made, in three steps, each a command with files between them.

::

    question files ──► examples ──► train ──► export ──► qa/model
                       pairs.jsonl  checkpoint.pt        reader.onnx, tokenizer.json

Nothing here is imported by the program that answers, or installed with it.
"""
