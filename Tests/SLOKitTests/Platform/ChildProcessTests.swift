// Programs that turn a file into a stream: what they print, and how they ended.

import Testing

@testable import SLOKit

struct ChildProcessTests {
  /// What `script` prints with `input` as its standard input, and how it ended.
  private func run(
    _ script: String, input: String = ""
  ) throws -> (output: String, problem: String?) {
    let folder = try ScratchFolder()
    let file = try FileDescriptor.reading(try folder.write("in", input))
    let child = try ChildProcess.running("sh", ["-c", script], input: file)
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = try child.output.read(into: &chunk)
      if count == 0 { break }
      output += chunk[..<count]
    }
    return (String(decoding: output, as: UTF8.self), child.finish())
  }

  @Test func `its output is the file it was given, however long`() throws {
    let input = String(repeating: "0123456789\n", count: 50_000)
    let (output, problem) = try run("cat", input: input)
    #expect(output == input)
    #expect(problem == nil)
  }

  @Test(
    arguments: [
      ("exit 0", nil), ("echo warning >&2", nil),
      ("echo 'gzip: damaged' >&2; echo more >&2; exit 1", "gzip: damaged"),
      ("echo >&2; echo 'second line' >&2; exit 2", "second line"),
    ] as [(String, String?)])
  func `what it said is told only where it failed, in its first words`(
    script: String, problem: String?
  ) throws {
    #expect(try run(script).problem == problem)
  }

  @Test(arguments: ["exit 3", "kill -9 $$"])
  func `one that fails without a word is told of too`(script: String) throws {
    #expect(try run(script).problem?.isEmpty == false)
  }

  @Test func `a program that is not there is an error that names it`() throws {
    let folder = try ScratchFolder()
    let file = try FileDescriptor.reading(try folder.write("in"))
    let problem = #expect(throws: SystemError.self) {
      _ = try ChildProcess.running("no-such-program-here", [], input: file)
    }
    #expect(problem?.isNotFound == true)
    #expect(problem?.subject == "no-such-program-here")
  }
}
