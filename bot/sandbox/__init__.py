"""The room in which strangers' pictures are opened.

``process`` is the door, on the side of the service. Behind it a warm helper runs
``serving``, which forks one child for every picture; the child puts up its
``walls``, then decodes and encodes. ``wire`` is all that passes the door, and
``sniffing`` needs no room: it looks at the first bytes.
"""
