// Whether the layers of SLOKit are layers: each is type-checked by a compiler that is shown that
// layer and those before it and nothing else, so that a type, a function or an extension's member
// of a later one does not compile. Beside that, what each folder of Sources may import, and where
// memory may be touched without the compiler's care.

import Foundation
import Testing

struct LayeringTests {
  /// The layers that there are; each may use only those before it.
  static let layers = [
    "Platform", "Bytes", "Time", "Definitions", "Events", "Classification", "Counting", "Budget",
    "Alerting", "Storage", "Engine", "Discovery", "Reporting", "Exporting", "Simulation",
    "Sources", "Delivery", "Daemon",
  ]

  /// The folders that may import more than the standard library, and what.
  static let imports: [String: Set<String>] = [
    "SLOKit/Platform": ["Glibc", "Synchronization"],
    "sloctl": ["SLOKit"],
  ]

  /// The layers in which an unsafe pointer may be named.
  static let unsafeLayers: Set<String> = ["Platform", "Bytes", "Counting"]

  @Test func `every folder is a layer and every file lies in one`() throws {
    let found = try FileManager.default.contentsOfDirectory(atPath: SourceTree.library.path)
    #expect(found.filter { !$0.hasSuffix(".docc") }.sorted() == Self.layers.sorted())
  }

  @Test(arguments: layers)
  func `a layer compiles with those before it alone`(_ layer: String) throws {
    let earlier = Self.layers.prefix { $0 != layer }
    let complaints = try TypeChecker.complaints(
      about: SourceTree.files(under: "SLOKit/\(layer)"),
      beside: earlier.flatMap { try SourceTree.files(under: "SLOKit/\($0)") })
    #expect(complaints == "", "\(layer) reaches for a layer after it, or does not compile")
  }

  @Test(arguments: [
    ("struct Early { var late: Late }", "cannot find type 'Late' in scope"),
    ("func early() { late() }", "cannot find 'late' in scope"),
    ("func early(_ n: Int) -> Int { n.late }", "has no member 'late'"),
  ])
  func `a reference to a later layer is caught`(_ early: String, _ complaint: String) throws {
    let late = "struct Late {}; func late() {}; extension Int { var late: Int { self } }"
    try Self.withFiles(["Early.swift": early, "Late.swift": late]) { file in
      let complaints = try TypeChecker.complaints(about: [file("Early.swift")])
      #expect(complaints.contains(complaint))
      // That is all there is to say against it: where it may see the other file it is right.
      let rest = try TypeChecker.complaints(
        about: [file("Early.swift")], beside: [file("Late.swift")])
      #expect(rest == "")
    }
  }

  @Test(arguments: [
    ("func find(_ text: String) -> Bool { text.contains(\"ab\") }", "cannot convert value"),
    ("let pattern = /ab/", "'_StringProcessing' module was not imported"),
    ("func start() { Task {} }", "cannot find 'Task' in scope"),
  ])
  func `string processing and concurrency are not there`(
    _ text: String, _ complaint: String
  ) throws {
    try Self.withFiles(["Text.swift": text]) { file in
      let complaints = try TypeChecker.complaints(about: [file("Text.swift")])
      #expect(complaints.contains(complaint))
    }
  }

  /// Calls `body` with the way to the files of a folder that holds `texts` by their names.
  private static func withFiles(
    _ texts: [String: String], _ body: ((String) -> URL) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in texts { try Data(text.utf8).write(to: folder.appending(path: name)) }
    try body { folder.appending(path: $0) }
  }

  @Test func `each folder imports only what it may`() throws {
    for file in try SourceTree.files(under: "") {
      let path = SourceTree.path(of: file)
      let allowed = Self.imports.first { path.hasPrefix($0.key + "/") }?.value ?? []
      let imported = try SourceText(of: file).imports
      #expect(imported.isSubset(of: allowed), "\(path) may import \(allowed.sorted()) at most")
    }
  }

  @Test func `unsafe pointers are named only in the layers that are for them`() throws {
    for file in try SourceTree.files(under: "") {
      let path = SourceTree.path(of: file).split(separator: "/").map(String.init)
      if path[0] == "SLOKit", Self.unsafeLayers.contains(path[1]) { continue }
      let pointers = try SourceText(of: file).unsafePointers
      #expect(pointers.isEmpty, "\(path.joined(separator: "/")) names \(pointers.sorted())")
    }
  }

  @Test func `loads without a check are in one file`() throws {
    for file in try SourceTree.files(under: "") {
      let path = SourceTree.path(of: file)
      if path == "SLOKit/Bytes/ByteLoads.swift" { continue }
      let loads = try SourceText(of: file).uncheckedLoads
      #expect(loads.isEmpty, "\(path) has \(loads.sorted())")
    }
  }

  @Test func `who touches memory lies in such a layer and states what must hold`() throws {
    for file in try SourceTree.files(under: "") {
      let path = SourceTree.path(of: file)
      let layer = path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
      let source = try SourceText(of: file)
      guard source.touchesMemory || (layer == "Platform" && source.isMarkedUnsafe) else { continue }
      #expect(path.hasPrefix("SLOKit/") && Self.unsafeLayers.contains(layer), "\(path)")
      #expect(source.opening.contains("Invariants: "), "\(path) states no invariants at its top")
    }
  }

  @Test func `imports and pointers are found, and not in comments`() {
    let text = SourceText(
      """
      // import Dispatch, an UnsafePointer
      internal import Glibc
        @testable public import struct Foundation.Data // UnsafeRawPointer
      unsafe span.unsafeLoad(fromUncheckedByteOffset: 1, as: UInt8.self)
      let space: UnsafeMutableRawBufferPointer, important = 1
      """)
    #expect(text.imports == ["Glibc", "Foundation"])
    #expect(text.unsafePointers == ["UnsafeMutableRawBufferPointer"])
    #expect(text.uncheckedLoads == ["unsafeLoad", "fromUncheckedByteOffset"])
    #expect(text.touchesMemory && text.isMarkedUnsafe)
    #expect(text.opening == " import Dispatch, an UnsafePointer")
    // That a span does not outlive its array is asked of the compiler's eye, not of ours.
    let harmless = SourceText("let count = unsafe bytes.span.bytes.byteCount  // withUnsafeBytes")
    #expect(!harmless.touchesMemory && harmless.isMarkedUnsafe && harmless.opening == "")
  }
}

/// The files below Sources.
private enum SourceTree {
  static let package = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let root = package.appending(path: "Sources").resolvingSymlinksInPath()
  static let library = root.appending(path: "SLOKit")

  /// The Swift files of `folder` and its folders, in one order everywhere.
  static func files(under folder: String) throws -> [URL] {
    let top = root.appending(path: folder)
    return try FileManager.default.subpathsOfDirectory(atPath: top.path)
      .filter { $0.hasSuffix(".swift") }.sorted().map { top.appending(path: $0) }
  }

  /// Where `file` is below Sources.
  static func path(of file: URL) -> String {
    file.pathComponents.dropFirst(root.pathComponents.count).joined(separator: "/")
  }
}

/// What a source file says beside its comments.
private struct SourceText {
  private let lines: [Substring]
  /// The comment that it begins with.
  let opening: String

  init(_ text: String) {
    opening = text.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("//") }.map { $0.dropFirst(2) }.joined()
    lines = text.split(separator: "\n").map {
      $0.prefix(upTo: $0.firstRange(of: "//")?.lowerBound ?? $0.endIndex)
    }
  }

  init(of file: URL) throws { self.init(try String(contentsOf: file, encoding: .utf8)) }

  /// The modules it imports.
  var imports: Set<String> {
    let kinds = "struct|class|enum|protocol|typealias|func|let|var"
    let pattern = try? Regex<(Substring, Substring)>(
      #"^\s*(?:(?:@\w+|\w+)\s+)*?import\s+(?:(?:"# + kinds + #")\s+)?(\w+)"#)
    return Set(
      lines.compactMap { line in pattern.flatMap { line.firstMatch(of: $0) }.map { String($0.1) } })
  }

  /// What it names that loads or takes without a check, or as something else.
  var uncheckedLoads: Set<String> {
    let pattern = /unsafeLoad\w*|unsafeBitCast|fromUnchecked\w*|unsafelyUnwrapped/
    return Set(lines.flatMap { $0.matches(of: pattern).map { String($0.output) } })
  }

  /// Whether it goes where no bound is checked: through pointers, named or not.
  var touchesMemory: Bool {
    let pattern = /\bUnsafe\w*\b|withUnsafe|unsafeArgv|Unmanaged|\(cString:|\bstrdup\b|\ballocate\b/
    return !unsafePointers.isEmpty || !uncheckedLoads.isEmpty
      || lines.contains { $0.contains(pattern) }
  }

  /// Whether it has an expression that the compiler calls unsafe.
  var isMarkedUnsafe: Bool { lines.contains { $0.contains(/\bunsafe\b(?!-)/) } }

  /// The types of unsafe pointers it names.
  var unsafePointers: Set<String> {
    Set(lines.flatMap { $0.matches(of: /\bUnsafe\w*Pointer\b/).map { String($0.output) } })
  }
}

/// A compiler that is shown some files and no module but the standard library's own and Glibc.
private enum TypeChecker {
  /// What the compiler has against `files`; the bodies in `context` are not checked.
  ///
  /// The modules that a compiler imports unasked, string processing and concurrency, are not there:
  /// what needs them does not compile.
  static func complaints(about files: [URL], beside context: [URL] = []) throws -> String {
    let manifest = try String(
      contentsOf: SourceTree.package.appending(path: "Package.swift"), encoding: .utf8)
    var arguments = [
      "-frontend", "-typecheck", "-parse-as-library", "-suppress-warnings", "-swift-version", "6",
      "-module-name", "SLOKit", "-package-name", "sloctl", "-module-cache-path", moduleCache,
      "-disable-implicit-string-processing-module-import",
      "-disable-implicit-concurrency-module-import",
    ]
    for feature in manifest.matches(of: /enableUpcomingFeature\("(\w+)"\)/) {
      arguments += ["-enable-upcoming-feature", String(feature.1)]
    }
    arguments += context.map(\.path) + files.flatMap { ["-primary-file", $0.path] }
    let result = try BuiltProgram.run(arguments, program: compiler())
    if result.status == 0 { return "" }
    return result.error == "" ? "the compiler ended with status \(result.status)" : result.error
  }

  /// What the compiler has made of the C library, kept from one run to the next.
  private static let moduleCache = BuiltProgram.productsFolder + "/layering-module-cache"

  /// The compiler of the toolchain whose standard library these tests run with.
  private static func compiler() throws -> String {
    // A file in /proc has no length, so that it is read to its end.
    let file = try FileHandle(forReadingFrom: URL(filePath: "/proc/self/maps"))
    let maps = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    let library = try #require(maps.firstMatch(of: /(\/\S*)\/lib\/swift\/linux\/libswiftCore\.so/))
    return "\(library.1)/bin/swiftc"
  }
}
