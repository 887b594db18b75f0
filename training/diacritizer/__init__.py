"""Trains the diacritizer: vowelled text in, an int8 ONNX model out; see ``python -m training.diacritizer --help``."""
