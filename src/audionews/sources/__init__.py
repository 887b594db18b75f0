"""Where bytes come from: files, folders, patterns, standard input. What the bytes mean is for readers to say."""
