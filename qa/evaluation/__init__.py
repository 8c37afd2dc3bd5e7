"""What a question file says about the answers: figures that anyone can measure again."""
