"""The standing cast and things of a test newsroom, one file per noun.

Everything is made through the rooms that make it in the product, so that a factory cannot build what the
product could not.
"""
