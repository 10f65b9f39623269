// The man pages: those in man/ are what the program writes, and mandoc has nothing against any. To
// write them anew: man/generate.sh

import Foundation
import Testing

struct ManPageTests {
  private static let folder = BuiltProgram.packageFolder + "/man"

  @Test func `the pages in man are those that the program writes`() throws {
    let names = try BuiltProgram.run(["help", "--man", "pages"]).output.split(separator: "\n")
    #expect(names.count == HelpTests.commands.count + 1)
    for name in names {
      let page = try BuiltProgram.run(["help", "--man", String(name.dropLast(2))])
      #expect(page.status == 0)
      let kept = FileManager.default.contents(atPath: "\(ManPageTests.folder)/\(name)")
      #expect(kept == Data(page.outputBytes), "man/\(name) is stale: run man/generate.sh")
    }
    let kept = try FileManager.default.contentsOfDirectory(atPath: ManPageTests.folder)
    let pages = kept.filter { $0.hasSuffix(".1") || $0.hasSuffix(".8") }
    #expect(Set(pages) == Set(names.map(String.init)), "a page of a command that is no more")
  }

  @Test(.enabled(if: BuiltProgram.installed("mandoc") != nil, "needs mandoc"))
  func `mandoc finds nothing to warn of`() throws {
    let mandoc = try #require(BuiltProgram.installed("mandoc"))
    let files = try FileManager.default.contentsOfDirectory(atPath: ManPageTests.folder)
    let pages = files.filter { [".1", ".5", ".8"].contains($0.suffix(2)) }.sorted()
    #expect(pages.contains("slos.json.5"))
    let result = try BuiltProgram.run(
      ["-Tlint", "-Wwarning"] + pages, folder: ManPageTests.folder, program: mandoc)
    #expect(result.output == "")
    #expect(result.status == 0)
  }

  @Test func `every key of the config has its place in slos json 5`() throws {
    let page = try String(contentsOfFile: ManPageTests.folder + "/slos.json.5", encoding: .utf8)
    let words = Set(page.split { " \n,".contains($0) }.map(String.init))
    let schema = try JSONSerialization.jsonObject(
      with: Data(try BuiltProgram.run(["schema"]).outputBytes))
    for key in ManPageTests.keys(in: schema) {
      #expect(words.contains(key), "slos.json(5) does not speak of \(key)")
    }
  }

  /// The names of all properties in a JSON Schema.
  private static func keys(in schema: Any) -> Set<String> {
    if let list = schema as? [Any] { return list.reduce(into: []) { $0.formUnion(keys(in: $1)) } }
    guard let object = schema as? [String: Any] else { return [] }
    let own = (object["properties"] as? [String: Any]).map { Set($0.keys) } ?? []
    return object.values.reduce(into: own) { $0.formUnion(keys(in: $1)) }
  }
}
