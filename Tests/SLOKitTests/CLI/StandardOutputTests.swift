// What becomes of a run whose answer cannot be written.

import Foundation
import Testing

struct StandardOutputTests {
  @Test(arguments: [
    ["help"], ["schema"], ["completions", "zsh"], ["budget", "--help"], ["--version"],
  ])
  func `a closed pipe is silent`(words: [String]) throws {
    let result = try BuiltProgram.run(words, output: .closedPipe)
    #expect(result.status == 0)
    #expect(result.error == "")
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"),
    arguments: [["help"], ["schema"], ["--version"]])
  func `a full disk is told, and no verdict`(words: [String]) throws {
    let result = try BuiltProgram.run(words, output: .file("/dev/full"))
    #expect(result.status == 3)
    #expect(
      result.error
        == "sloctl: error: standard output could not be written: No space left on device\n")
  }

  @Test func `a wrong question stays one, whatever standard output is`() throws {
    for output in [BuiltProgram.Output.closedPipe, .file("/dev/null")] {
      #expect(try BuiltProgram.run(["budgte"], output: output).status == 2)
    }
  }
}
