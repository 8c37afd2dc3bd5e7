"""What is asked: the kind of answer, and a follow-up made whole by the conversation before it."""
