"""What upstream calls may cost, and what they did."""
