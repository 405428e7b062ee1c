"""Shapes compiled to SQL: a read serializer becomes one query that builds its JSON text in the database.

The serializer stays the one declaration. `loaded` reads off `Shape.rows` which rows of each link come along, and so who
may see them; `columns` says how each kind of field is rendered; `objects` puts a shape together; `answers` makes pages.
What no column holds says itself how SQL makes it (`worked`). What cannot be compiled is refused when the addresses are
loaded, unless it is named, with the reason, in `plain`.
"""
