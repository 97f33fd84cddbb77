// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "webhook-spool",
  products: [
    .executable(name: "webhook-cgi", targets: ["webhook-cgi"]),
    .executable(name: "spool-runner", targets: ["spool-runner"]),
  ],
  targets: [
    .target(name: "Common", swiftSettings: strict),
    .executableTarget(name: "webhook-cgi", dependencies: ["Common"], swiftSettings: strict),
    .executableTarget(name: "spool-runner", dependencies: ["Common"], swiftSettings: strict),

    .target(name: "RequestMemory", swiftSettings: strict),
    .testTarget(
      name: "RequestMemoryTests", dependencies: ["RequestMemory"], swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["Common"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "CommonTests", dependencies: ["Common", "TestSupport"],
      resources: [.copy("Vectors")], swiftSettings: strict),
    .testTarget(
      name: "WebhookCGITests", dependencies: ["webhook-cgi", "Common", "TestSupport"],
      exclude: ["Vectors"], swiftSettings: strict),
    .testTarget(
      name: "SpoolRunnerTests", dependencies: ["spool-runner", "Common", "TestSupport"],
      swiftSettings: strict),
  ]
)
