"""The tab that checks a text against the library."""
