// DepthFiles
