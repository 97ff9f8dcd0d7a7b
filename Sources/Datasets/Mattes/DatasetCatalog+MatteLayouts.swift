extension DatasetCatalog {
    /// The published sets of mattes that the paper measures boundaries with (table 2).
    static let matteLayouts = [am2k, p3m10k, dis5k]

    /// AM-2k (J. Li et al., IJCV 2022). Source: README of JizhiziLi/GFM.
    private static let am2k = MatteLayout(
        description: DatasetDescription(
            name: "am-2k", title: "AM-2k", content: "2,000 photographs of animals of 20 kinds with alpha mattes.",
            homepage: "https://github.com/JizhiziLi/GFM", licence: "custom, research only", traits: .realRelative,
            marksUnknown: false, splits: ["train", "validation"], purpose: .evaluation, subject: .mattes,
            tree: """
                validation/original/<name>.jpg
                validation/mask/<name>.png
                train/… likewise
                (all in AM-2k/ if need be)
                """),
        wrapper: "AM-2k",
        parts: ["train", "validation"].map { .init(name: $0, images: "\($0)/original", mattes: "\($0)/mask") })

    /// P3M-10k (J. Li et al., ACM MM 2021); faces are blurred in all but one part. Source: README of JizhiziLi/P3M.
    private static let p3m10k = MatteLayout(
        description: DatasetDescription(
            name: "p3m-10k", title: "P3M-10k", content: "10,421 portraits with alpha mattes, faces mostly blurred.",
            homepage: "https://github.com/JizhiziLi/P3M", licence: "custom, research only", traits: .realRelative,
            marksUnknown: false, splits: ["train", "P3M-500-P", "P3M-500-NP"], purpose: .evaluation, subject: .mattes,
            tree: """
                train/blurred_image/<name>.jpg
                train/mask/<name>.png
                validation/P3M-500-P/blurred_image/<name>.jpg
                validation/P3M-500-P/mask/<name>.png
                validation/P3M-500-NP/original_image/<name>.jpg
                validation/P3M-500-NP/mask/<name>.png
                (all in P3M-10k/ if need be)
                """),
        wrapper: "P3M-10k",
        parts: [
            .init(name: "train", images: "train/blurred_image", mattes: "train/mask"),
            .init(
                name: "P3M-500-P", images: "validation/P3M-500-P/blurred_image", mattes: "validation/P3M-500-P/mask"),
            .init(
                name: "P3M-500-NP", images: "validation/P3M-500-NP/original_image",
                mattes: "validation/P3M-500-NP/mask"),
        ])

    /// DIS5K (X. Qin et al., ECCV 2022). Source: README of xuebinqin/DIS; the 200 images that the paper measures with
    /// are those of `src/depth_pro/eval/dis5k_sample_list.txt` in apple/ml-depth-pro.
    private static let dis5k = MatteLayout(
        description: DatasetDescription(
            name: "dis-5k", title: "DIS-5k", content: "5,470 photographs of intricate objects with exact masks.",
            homepage: "https://github.com/xuebinqin/DIS", licence: "custom, non-commercial", traits: .realRelative,
            marksUnknown: false,
            splits: ["DIS-TR", "DIS-VD", "DIS-TE1", "DIS-TE2", "DIS-TE3", "DIS-TE4", "depth-pro"], purpose: .evaluation,
            subject: .mattes, evaluation: EvaluationProtocol(sampleCount: 200),
            tree: """
                DIS-TR/im/<name>.jpg
                DIS-TR/gt/<name>.png
                DIS-VD/, DIS-TE1/ to DIS-TE4/ likewise
                dis5k_sample_list.txt of apple/ml-depth-pro (for the part depth-pro)
                (the folders in DIS5K/ if need be)
                """),
        wrapper: "DIS5K",
        parts: ["DIS-TR", "DIS-VD", "DIS-TE1", "DIS-TE2", "DIS-TE3", "DIS-TE4"].map {
            .init(name: $0, images: "\($0)/im", mattes: "\($0)/gt")
        },
        listed: ("depth-pro", "dis5k_sample_list.txt"))
}
