"""What the rules on prose share: figures of the tables, lists of parts, intervals, whose figure it is."""
