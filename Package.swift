// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "DepthPro",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "DepthPro", targets: ["DepthPro", "DepthFiles", "Images"]),
        .library(name: "Geometry", targets: ["Geometry", "Images"]),
        .library(name: "Editing", targets: ["Editing", "Images"]),
        .library(name: "Views", targets: ["Views", "Geometry", "Images"]),
        .library(name: "AugmentedReality", targets: ["AugmentedReality", "Geometry", "Images"]),
        .library(name: "Evaluation", targets: ["Evaluation"]),
        .library(name: "Training", targets: ["Training", "Datasets", "Scenes"]),
        .library(name: "Torch", targets: ["Torch"]),
        .executable(name: "depthpro", targets: ["DepthProCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    ],
    targets: [
        // Engine
        .target(name: "CTorch", exclude: ["shim"], linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl"])]),
        .target(name: "TensorFiles", dependencies: ["CZlib"], swiftSettings: strict),
        .target(name: "ShimLocation", swiftSettings: strict),
        .target(name: "Torch", dependencies: ["CTorch", "ShimLocation", "TensorFiles"], swiftSettings: strict),

        // Photos
        .target(name: "CVips", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "CHeif", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "Images", dependencies: ["CHeif", "CVips", "CZlib"], swiftSettings: strict),

        // Space
        .target(name: "CMeshOptimizer", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "Geometry", dependencies: ["CMeshOptimizer", "CZlib", "Images"], swiftSettings: strict),

        .target(name: "Editing", dependencies: ["Geometry", "Images"], swiftSettings: strict),
        .target(name: "CVideo", exclude: ["shim"], linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(
            name: "Views", dependencies: ["CVideo", "Geometry", "Images", "ShimLocation"], swiftSettings: strict),

        // Network
        .target(
            name: "DepthPro",
            dependencies: ["Torch", "Images", "COpenSSL"],
            swiftSettings: strict),
        .target(name: "DepthFiles", dependencies: ["DepthPro", "Geometry", "Images", "Torch"], swiftSettings: strict),

        // Measuring
        .target(name: "Evaluation", dependencies: ["Images"], swiftSettings: strict),

        // Data
        .target(name: "CHDF5", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "CMatio", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "Datasets", dependencies: ["CHDF5", "CMatio", "Images", "TensorFiles"], swiftSettings: strict),

        // Synthetic worlds
        .target(
            name: "CEmbree", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "CAssimp", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "Scenes", dependencies: ["CAssimp", "CEmbree", "Datasets", "Images"], swiftSettings: strict),

        .target(
            name: "AugmentedReality", dependencies: ["Geometry", "Images", "Scenes"], swiftSettings: strict),

        // Learning
        .target(
            name: "Training",
            dependencies: [
                "Datasets", "DepthPro", "Evaluation", "Images", "Scenes", "Torch",
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),

        // Speed
        .target(
            name: "Benchmarking", dependencies: ["DepthFiles", "DepthPro", "Images", "Torch"], swiftSettings: strict),

        // Command line
        .executableTarget(
            name: "DepthProCommand",
            dependencies: [
                "AugmentedReality", "Benchmarking", "Datasets", "DepthFiles", "DepthPro", "Editing", "Evaluation",
                "Geometry",
                "Images", "Scenes", "Torch", "Training", "Views",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/depthpro",
            swiftSettings: strict),

        // What several tests need
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),

        .testTarget(
            name: "TorchTests", dependencies: ["TestSupport", "Torch"], resources: [.copy("Resources")],
            swiftSettings: strict),
        .testTarget(
            name: "ImagesTests", dependencies: ["Images", "TestSupport"], resources: [.copy("Resources")],
            swiftSettings: strict),
        .testTarget(name: "GeometryTests", dependencies: ["Geometry", "Images", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "EditingTests", dependencies: ["Editing", "Geometry", "Images", "Scenes"], swiftSettings: strict),
        .testTarget(
            name: "ViewsTests", dependencies: ["Geometry", "Images", "Scenes", "Views"], swiftSettings: strict),
        .testTarget(
            name: "AugmentedRealityTests", dependencies: ["AugmentedReality", "Geometry", "Images", "Scenes"],
            swiftSettings: strict),
        .testTarget(
            name: "DepthProTests", dependencies: ["DepthPro", "TestSupport", "Torch"], resources: [.copy("Resources")],
            swiftSettings: strict),
        .testTarget(
            name: "DepthFilesTests", dependencies: ["DepthFiles", "DepthPro", "Geometry", "Images", "Torch"],
            swiftSettings: strict),
        .testTarget(
            name: "EvaluationTests", dependencies: ["Evaluation", "Images", "TestSupport"],
            resources: [.copy("Resources")],
            swiftSettings: strict),
        .testTarget(
            name: "DatasetsTests", dependencies: ["Datasets", "Images", "TensorFiles"], resources: [.copy("Resources")],
            swiftSettings: strict),
        .testTarget(
            name: "ScenesTests", dependencies: ["Datasets", "Images", "Scenes", "TestSupport"],
            resources: [.copy("Resources")],
            swiftSettings: strict),
        .testTarget(
            name: "TrainingTests", dependencies: ["Datasets", "DepthPro", "Images", "Scenes", "Torch", "Training"],
            resources: [.copy("Resources")], swiftSettings: strict),
        .testTarget(
            name: "BenchmarkingTests", dependencies: ["Benchmarking", "DepthPro", "Images", "Torch"],
            swiftSettings: strict),
        .testTarget(name: "CommandTests", dependencies: ["DepthFiles", "Images", "Torch"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c11
)
