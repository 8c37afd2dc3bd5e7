"""What the commands share: their options and progress, batches of lines, results as JSON."""
