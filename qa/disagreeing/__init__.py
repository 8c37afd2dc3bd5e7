"""Several documents that say different things: which of them speak of the same, and which of them stands."""
