extension DatasetCatalog {
    /// The readers, in the order of the paper's table 15.
    package static let readers: [any FrameDataset.Type] = [
        KenBurns3D.self, ARKitScenes.self, BEDLAM.self, BlendedMVG.self, DIMLIndoor.self, DynamicReplica.self,
        EDEN.self, HRWSI.self, Hypersim.self, IRS.self, MVSSynth.self, SAILVOS3D.self, ScanNet.self,
        SmartPortraits.self, Synscapes.self, TartanAir.self, UnrealStereo4K.self, UrbanSyn.self, VirtualKITTI2.self,
    ]
}
