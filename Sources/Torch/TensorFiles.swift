// Whoever computes with tensors also loads and stores them: the files' types belong to this module's API.
@_exported public import TensorFiles
