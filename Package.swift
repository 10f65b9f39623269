// swift-tools-version: 6.2
// No dependencies: the product is the toolchain's standard library, Synchronization and Glibc.

import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
]

let package = Package(
  name: "sloctl",
  products: [
    .library(name: "SLOKit", targets: ["SLOKit"]),
    .executable(name: "sloctl", targets: ["sloctl"]),
  ],
  targets: [
    .target(name: "SLOKit", swiftSettings: strict),
    .executableTarget(name: "sloctl", dependencies: ["SLOKit"], swiftSettings: strict),
    .testTarget(
      name: "SLOKitTests", dependencies: ["SLOKit"], exclude: ["Scripts", "Snapshots"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// Built by those who measure alone: see Benchmarks/Daemon.
if Context.environment["SLOCTL_BENCHMARKS"] != nil {
  package.targets.append(
    .executableTarget(
      name: "daemon-benchmark", dependencies: ["SLOKit"], path: "Benchmarks/Daemon",
      exclude: ["README.md", "daemon.py"], swiftSettings: strict))
}
