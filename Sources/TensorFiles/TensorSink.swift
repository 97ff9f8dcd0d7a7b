/// A file format's way of storing tensors.
protocol TensorSink {
    func write(_ bytes: UnsafeRawBufferPointer, to name: String) throws(FileFormatError)
    func commit() throws(FileFormatError)
}
