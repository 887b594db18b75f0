"""From the lines of a page to an Article, each line with its place. Pure; nothing that is spoken is worded here."""
