"""The training of the neural voice: from a voice that speaks our texts, or from recordings, to one ONNX file."""
