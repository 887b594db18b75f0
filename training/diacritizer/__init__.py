"""Trains the diacritizer: vowelled text in, an int8 ONNX model out. ``python -m training.diacritizer --help`` tells how."""
