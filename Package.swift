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
        .library(name: "Evaluation", targets: ["Evaluation"]),
        .library(name: "Torch", targets: ["Torch"]),
        .executable(name: "depthpro", targets: ["DepthProCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"),
    ],
    targets: [
        // Engine
        .target(name: "CTorch", exclude: ["shim"], linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl"])]),
        .target(name: "Torch", dependencies: ["CTorch", "CZlib"], swiftSettings: strict),

        // Photos
        .target(name: "CVips", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "Images", dependencies: ["CVips", "CZlib"], swiftSettings: strict),

        // Network
        .target(
            name: "DepthPro",
            dependencies: ["Torch", "Images", "COpenSSL"],
            swiftSettings: strict),
        .target(name: "DepthFiles", dependencies: ["DepthPro", "Images", "Torch"], swiftSettings: strict),

        // Measuring
        .target(name: "Evaluation", dependencies: ["Images"], swiftSettings: strict),

        // Command line
        .executableTarget(
            name: "DepthProCommand",
            dependencies: [
                "DepthFiles", "DepthPro", "Evaluation", "Images", "Torch",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/depthpro",
            swiftSettings: strict),

        .testTarget(
            name: "TorchTests", dependencies: ["Torch"], resources: [.copy("Resources")], swiftSettings: strict),
        .testTarget(
            name: "ImagesTests", dependencies: ["Images"], resources: [.copy("Resources")], swiftSettings: strict),
        .testTarget(
            name: "DepthProTests", dependencies: ["DepthPro", "Torch"], resources: [.copy("Resources")],
            swiftSettings: strict),
        .testTarget(
            name: "DepthFilesTests", dependencies: ["DepthFiles", "DepthPro", "Images", "Torch"],
            swiftSettings: strict),
        .testTarget(
            name: "EvaluationTests", dependencies: ["Evaluation", "Images"], resources: [.copy("Resources")],
            swiftSettings: strict),
        .testTarget(name: "CommandTests", dependencies: ["DepthFiles", "Images", "Torch"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c11
)
