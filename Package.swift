// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// The C library that `scripts/build-receiver.sh` builds the receiver as Embedded Swift for; nil
/// for ordinary Swift, as the runner and all tests always are.
let library = Context.environment["EMBEDDED_FOR"]
let embedded: [SwiftSetting] =
  library == nil ? [] : [.enableExperimentalFeature("Embedded")]
let overlay: [Target.Dependency] = library == nil ? [] : ["Glibc"]

let package = Package(
  name: "webhook-spool",
  products: [
    .executable(name: "webhook-cgi", targets: ["webhook-cgi"]),
    .executable(name: "spool-runner", targets: ["spool-runner"]),
  ],
  targets: [
    .target(name: "Common", dependencies: overlay, swiftSettings: strict + embedded),
    .executableTarget(
      name: "webhook-cgi",
      dependencies: ["Common"] + overlay + (library == "musl" ? ["RequestMemory"] : []),
      swiftSettings: strict + embedded),
    .executableTarget(name: "spool-runner", dependencies: ["Common"], swiftSettings: strict),

    .target(
      name: "RequestMemory", dependencies: overlay, swiftSettings: strict + embedded),
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

if let library {
  package.products.removeAll { $0.name != "webhook-cgi" }
  package.targets.removeAll { !["Common", "RequestMemory", "webhook-cgi"].contains($0.name) }
  package.targets += [
    .systemLibrary(name: "CLibrary"),
    .target(
      name: "Glibc", dependencies: ["CLibrary"],
      swiftSettings: strict + embedded + [.enableExperimentalFeature("Extern")]
        + (library == "musl" ? [.define("MUSL")] : [])),
  ]
}
