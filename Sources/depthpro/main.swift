print("depthpro")
