"""The rules of transcripts, one module a format. None of them knows a feed."""
