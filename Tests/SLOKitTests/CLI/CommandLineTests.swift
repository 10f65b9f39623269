// Command lines that are right, however they are written: the GNU conventions. `help --man PAGE` is
// a command that needs no config and shows by its output what was understood.

import Testing

struct CommandLineTests {
  @Test(arguments: [
    ["help", "--man", "sloctl-burn"], ["help", "--man=sloctl-burn"], ["--man=sloctl-burn", "help"],
    ["--man", "sloctl-burn", "help"], ["help", "--man", "sloctl-burn", "--"],
    ["help", "budget", "--man=sloctl-burn"], ["help", "--man=sloctl-burn", "--", "budget"],
  ])
  func `options may stand anywhere, their values beside or behind`(words: [String]) throws {
    let result = try BuiltProgram.run(words)
    #expect(result.status == 0)
    #expect(result.output.contains(".Dt SLOCTL-BURN 1\n"))
  }

  @Test(arguments: [
    ["budget", "-qh"], ["budget", "-qvh"], ["budget", "-vhq"], ["-hcslos.json", "budget"],
    ["budget", "-hc", "slos.json"], ["budget", "-qqh"], ["budget", "--quiet", "--quiet", "-h"],
  ])
  func `short options may be written as one word, and a flag twice`(words: [String]) throws {
    let result = try BuiltProgram.run(words)
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("sloctl budget: "))
  }

  @Test func `a value may begin with a hyphen`() throws {
    let result = try BuiltProgram.run(["gate", "--min-remaining", "-5%", "--help"])
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("sloctl gate: "))
  }

  @Test func `what follows two hyphens is no option`() throws {
    let result = try BuiltProgram.run(["help", "--", "--help"])
    #expect(result.error == "sloctl: error: unknown command '--help'; did you mean 'help'?\n")
  }

  @Test(
    arguments: [
      (["help", "--color=always"], [:], true), (["help", "--color=never"], [:], false),
      (["help"], [:], false), (["help", "--color=auto"], ["TERM": "xterm"], false),
      (["help", "--color=always"], ["NO_COLOR": "1", "TERM": "dumb"], true),
    ] as [([String], [String: String], Bool)])
  func `a pipe is coloured where that is asked for, and only there`(
    words: [String], environment: [String: String], isColoured: Bool
  ) throws {
    let result = try BuiltProgram.run(words, environment: environment)
    #expect(result.outputBytes.contains(0x1B) == isColoured)
  }

  @Test(
    .enabled(if: BuiltProgram.installed("script") != nil, "needs script(1) for a terminal"),
    arguments: [
      (["TERM": "xterm"], true), (["TERM": "xterm", "NO_COLOR": ""], true),
      (["TERM": "xterm", "NO_COLOR": "1"], false), (["TERM": "dumb"], false), ([:], false),
    ] as [([String: String], Bool)])
  func `a terminal is coloured unless it cannot, or the person does not want it`(
    environment: [String: String], isColoured: Bool
  ) throws {
    let script = try #require(BuiltProgram.installed("script"))
    let result = try BuiltProgram.run(
      ["-qec", "'\(BuiltProgram.path)' help", "/dev/null"], environment: environment,
      program: script)
    #expect(result.status == 0)
    #expect(result.output.contains("Commands"))
    #expect(result.outputBytes.contains(0x1B) == isColoured)
  }
}
