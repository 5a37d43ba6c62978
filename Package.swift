// swift-tools-version: 6.2
import PackageDescription

/// Language mode 6, the six features that become the default with Swift 7, and no warning lives.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .treatAllWarnings(as: .error),
]

/// The daemon's loop is the main queue: everything in these targets belongs to it unless it says otherwise.
let onMainLoop = strict + [.defaultIsolation(MainActor.self)]

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")

let package = Package(
  name: "dockhost",
  products: [
    .executable(name: "dockhostd", targets: ["dockhostd"]),
    .executable(name: "dockhostctl", targets: ["dockhostctl"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // Values only: these decide and describe, and do no input or output.
    .target(name: "Supervision", swiftSettings: strict),
    .target(name: "Diagnosis", swiftSettings: strict),
    .target(name: "Multipass", dependencies: ["Supervision"], swiftSettings: strict),
    .target(
      name: "Provisioning", dependencies: ["Supervision", "Multipass"],
      resources: [.embedInCode("Guest/docker.asc")]
        + [
          "base", "record", "system", "names", "daemon", "programs", "engine", "adoption", "packages", "plan", "verify",
          "main",
        ].map { .embedInCode("Guest/Program/\($0).py") },
      swiftSettings: strict),
    .target(name: "Varlink", swiftSettings: strict),
    .target(
      name: "DockhostInterface", dependencies: ["Varlink"],
      resources: [.embedInCode("org.dockhost.Supervisor.varlink")],
      swiftSettings: strict),

    // The system's headers.
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

    // The daemon.
    .target(name: "Systemd", dependencies: ["CSystemd", "CLinux", logging], swiftSettings: strict),
    .target(
      name: "Configuration", dependencies: ["Supervision", "Multipass", "Provisioning", toml], swiftSettings: strict),
    .target(
      name: "DockhostRuntime",
      dependencies: [
        "Supervision", "Diagnosis", "Multipass", "Provisioning", "Varlink", "DockhostInterface", "Configuration",
        "Systemd", "CLinux", "CCurl", logging,
      ],
      swiftSettings: onMainLoop),
    .executableTarget(
      name: "dockhostd", dependencies: ["DockhostRuntime", "Configuration", "Systemd", arguments, logging],
      swiftSettings: onMainLoop),

    // The client.
    .target(
      name: "DockhostClient", dependencies: ["Varlink", "DockhostInterface", "CLinux"], swiftSettings: strict),
    .target(
      name: "DockhostCommands",
      dependencies: ["DockhostClient", "DockhostInterface", "Varlink", "Configuration", "CLinux", arguments],
      swiftSettings: strict),
    .executableTarget(name: "dockhostctl", dependencies: ["DockhostCommands"], swiftSettings: strict),

    // What the lab and the tests' fakes share between threads.
    .target(name: "Locks", path: "Tests/Locks", swiftSettings: strict),

    // The lab: real machines behind a stand-in for Multipass.
    .target(name: "StandIn", dependencies: ["CLinux", "Locks"], path: "Tests/Lab/StandIn", swiftSettings: strict),
    .target(
      name: "Machines", dependencies: ["StandIn", "CLinux"], path: "Tests/Lab/Machines",
      resources: [.embedInCode("Base/recipe.sh"), .embedInCode("Base/repository.sh")], swiftSettings: strict),
    .executableTarget(
      name: "multipass", dependencies: ["StandIn", "CLinux"], path: "Tests/Lab/MultipassClient",
      swiftSettings: strict),
    .executableTarget(
      name: "multipassd", dependencies: ["StandIn", "Machines", "CLinux"], path: "Tests/Lab/MultipassDaemon",
      swiftSettings: strict),
    .executableTarget(
      name: "dockhost-lab", dependencies: ["Machines", "StandIn", arguments], path: "Tests/Lab/LabCommand",
      swiftSettings: strict),

    // Tests.
    .testTarget(name: "SupervisionTests", dependencies: ["Supervision"], swiftSettings: strict),
    .testTarget(name: "DiagnosisTests", dependencies: ["Diagnosis"], swiftSettings: strict),
    .testTarget(name: "MultipassTests", dependencies: ["Multipass", "Supervision"], swiftSettings: strict),
    .testTarget(
      name: "ProvisioningTests", dependencies: ["Provisioning", "Multipass", "Supervision"], swiftSettings: strict),
    .testTarget(name: "VarlinkTests", dependencies: ["Varlink"], swiftSettings: strict),
    .testTarget(name: "DockhostInterfaceTests", dependencies: ["DockhostInterface", "Varlink"], swiftSettings: strict),
    .testTarget(
      name: "ConfigurationTests", dependencies: ["Configuration", "Supervision", "Multipass", "Provisioning"],
      swiftSettings: strict),
    .testTarget(name: "SystemdTests", dependencies: ["Systemd", "CLinux", logging], swiftSettings: strict),
    .testTarget(
      name: "DockhostRuntimeTests",
      dependencies: [
        "DockhostRuntime", "DockhostInterface", "Varlink", "Supervision", "Diagnosis", "Multipass", "Provisioning",
        "Configuration", "CLinux", "CCurl", "dockhostd", logging,
      ],
      exclude: ["Control/peer.py"],
      swiftSettings: onMainLoop),
    .testTarget(
      name: "DockhostCommandsTests",
      dependencies: [
        "DockhostCommands", "DockhostClient", "DockhostInterface", "Varlink", "CLinux", "Locks", "dockhostctl",
        arguments,
      ],
      swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .testTarget(
      name: "StandInTests",
      dependencies: ["StandIn", "Multipass", "Provisioning", "Supervision", "CLinux", "Locks", "multipass"],
      swiftSettings: strict),
    .testTarget(
      name: "LabTests", dependencies: ["Machines", "StandIn", "Provisioning", "Multipass", "CLinux"],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["Machines", "StandIn", "DockhostInterface", "Varlink", "CLinux"],
      swiftSettings: strict),
    .executableTarget(
      name: "benchmarks",
      dependencies: ["Machines", "StandIn", "Provisioning", "DockhostInterface", "Varlink", "CLinux", arguments],
      path: "Tests/Benchmarks", swiftSettings: strict),
  ]
)
