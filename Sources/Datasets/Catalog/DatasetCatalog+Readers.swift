extension DatasetCatalog {
    /// The readers, in order of their names.
    package static let readers: [any FrameDataset.Type] = [
        KenBurns3D.self, ARKitScenes.self, BEDLAM.self, BlendedMVG.self, DIMLIndoor.self, HRWSI.self, IRS.self,
        MVSSynth.self, ScanNet.self, SmartPortraits.self, Synscapes.self, UrbanSyn.self, VirtualKITTI2.self,
    ]
}
