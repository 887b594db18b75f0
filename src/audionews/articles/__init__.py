"""Pure: from the lines of a page to an Article, each line with where it ended. Nothing spoken is worded here."""
