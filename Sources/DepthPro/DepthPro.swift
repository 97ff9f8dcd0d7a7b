// DepthPro
