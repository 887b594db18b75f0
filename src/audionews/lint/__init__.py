"""The lint of a show: rules over a feed and the files that it names. Nothing is corrected here.

The rules are pure: only ``folder`` reads files, and only ``web`` asks servers.
"""
