"""Documents of offices and what clerks ask of them, both by someone who did not see this program."""
