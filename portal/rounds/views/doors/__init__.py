"""Doors to answer beside the web: staff who ask and type, tablets, paper, supporters; and changing what was sent."""
