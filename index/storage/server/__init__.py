"""A library that lives on a server, for many processes and machines."""
