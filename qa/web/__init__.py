"""The page: answers and citations as safe HTML, the words a user reads, the stylesheet and the script."""
