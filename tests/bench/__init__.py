"""Measurements, printed as ratios side by side in one run; nothing here asserts a time."""
