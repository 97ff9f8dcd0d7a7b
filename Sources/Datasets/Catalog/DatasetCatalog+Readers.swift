extension DatasetCatalog {
    /// The readers of depth: what the paper learns from, in the order of its table 15, then what it and others measure
    /// with, the six sets of its table 1 first.
    package static let readers: [any FrameDataset.Type] = [
        KenBurns3D.self, ARKitScenes.self, BEDLAM.self, BlendedMVG.self, DIMLIndoor.self, DynamicReplica.self,
        EDEN.self, HRWSI.self, Hypersim.self, IRS.self, MVSSynth.self, SAILVOS3D.self, ScanNet.self,
        SmartPortraits.self, Synscapes.self, TartanAir.self, UnrealStereo4K.self, UrbanSyn.self, VirtualKITTI2.self,
        Booster.self, ETH3D.self, Middlebury2014.self, NuScenes.self, Sintel.self, SUNRGBD.self, IBims1.self,
        Spring.self, Middlebury2021.self, NYUv2.self, KITTI.self, DIODE.self, Apolloscape.self, DDAD.self,
    ]
}
