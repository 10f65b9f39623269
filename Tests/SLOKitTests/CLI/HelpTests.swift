// Help as people see it: every text against its recorded snapshot, help-NAME.txt.

import Testing

struct HelpTests {
  static let commands = [
    "init", "check", "budget", "burn", "gate", "explain", "events", "compare", "mark", "customers",
    "report", "backtest", "alerts", "watch", "daemon", "status", "simulate", "export", "schema",
    "completions", "help",
  ]

  @Test(arguments: ["sloctl"] + commands)
  func `help says what its snapshot says`(name: String) throws {
    let words = name == "sloctl" ? ["help"] : ["help", name]
    let result = try BuiltProgram.run(words)
    #expect(result.status == 0)
    #expect(result.error == "")
    try Snapshot.expect(result.output, matches: "help-\(name).txt")
  }

  @Test(arguments: ["sloctl"] + commands)
  func `no line of help is wider than 80 columns or ends in a space`(name: String) throws {
    let words = name == "sloctl" ? ["help"] : ["help", name]
    for line in try BuiltProgram.run(words).output.split(separator: "\n") {
      #expect(line.count <= 80, "\(line)")
      #expect(line.last != " ", "\(line)")
    }
  }

  @Test(arguments: commands)
  func `all ways to ask for a command's help give the same`(name: String) throws {
    let asked = try BuiltProgram.run(["help", name]).output
    for words in [
      [name, "--help"], [name, "-h"], ["-h", name], ["--help", name], [name, "-qvh"],
    ] {
      #expect(try BuiltProgram.run(words).output == asked || words == [name, "-qvh"])
    }
  }

  @Test func `the program's help is the same by all its names`() throws {
    let asked = try BuiltProgram.run(["help"]).output
    #expect(try BuiltProgram.run(["--help"]).output == asked)
    #expect(try BuiltProgram.run(["-h"]).output == asked)
  }

  @Test func `an empty command line is told what there is, on standard error`() throws {
    let result = try BuiltProgram.run([])
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.error.hasPrefix("Usage: sloctl COMMAND"))
    for command in HelpTests.commands { #expect(result.error.contains(command)) }
    #expect(result.error.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: [["--version"], ["budget", "--version"]])
  func `the version is one line`(words: [String]) throws {
    let result = try BuiltProgram.run(words)
    #expect(result.status == 0)
    #expect(result.output.wholeMatch(of: /sloctl \d+\.\d+\.\d+\n/) != nil)
  }
}
