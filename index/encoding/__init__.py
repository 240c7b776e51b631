"""Text -> vectors: the encoder, its network on ONNX Runtime, and the vectors that were made before."""
