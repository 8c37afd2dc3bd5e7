"""How the reading model in ``qa/model`` is made, in three steps, each a command with files between them.

::

    question files ──► examples ──► train ──► export ──► qa/model
                       pairs.jsonl  checkpoint/          reader.onnx, tokenizer.json

Needs the extra ``training``. Nothing here is imported by the program that answers.
"""
