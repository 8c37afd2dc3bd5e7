"""Where a library lives: what any storage does and keeps; ``local`` in a data folder, ``server`` on a server."""
