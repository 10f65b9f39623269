// Wrong command lines: what is said about them, to the letter, and status 2. Nothing may be said on
// standard output, which a program might be reading.

import Testing

struct UsageErrorTests {
  struct Case: CustomTestStringConvertible {
    let words: [String]
    let message: String

    init(_ words: String..., says message: String) {
      self.words = words
      self.message = message
    }

    var testDescription: String { words.joined(separator: " ") }
  }

  static let cases = [
    // commands
    Case("budgte", says: "unknown command 'budgte'; did you mean 'budget'?"),
    Case("Budget", says: "unknown command 'Budget'; did you mean 'budget'?"),
    Case("cust", says: "unknown command 'cust'; did you mean 'customers'?"),
    Case("frobnicate", says: "unknown command 'frobnicate'; see 'sloctl help'"),
    Case("", says: "unknown command ''; see 'sloctl help'"),
    Case("\u{1B}[2Jx", says: #"unknown command '\x1b[2Jx'; see 'sloctl help'"#),
    Case("-q", says: "no command is given; see 'sloctl help'"),
    Case("-c", "slos.json", says: "no command is given; see 'sloctl help'"),
    Case("help", "bugdet", says: "unknown command 'bugdet'; did you mean 'budget'?"),
    Case(
      "help", "gate", "burn",
      says: "'burn' is one word too many for 'help'; see 'sloctl help --help'"),
    // unknown options
    Case("budget", "--formt", "json", says: "unknown option '--formt'; did you mean --format?"),
    Case("budget", "--form=json", says: "unknown option '--form'; did you mean --format?"),
    Case(
      "gate", "--min-remainder=3%",
      says: "unknown option '--min-remainder'; did you mean --min-remaining?"),
    Case("budget", "--zzz", says: "unknown option '--zzz'; see 'sloctl budget --help'"),
    Case("--zzz", "budget", says: "unknown option '--zzz'; see 'sloctl help'"),
    Case("budget", "-x", says: "unknown option '-x'; see 'sloctl budget --help'"),
    Case("budget", "-qx", says: "unknown option '-x' in '-qx'; see 'sloctl budget --help'"),
    Case("budget", "-é", says: "unknown option '-é'; see 'sloctl budget --help'"),
    Case("budget", "---", says: "unknown option '---'; see 'sloctl budget --help'"),
    // options of other commands
    Case(
      "gate", "--top", "3",
      says: "'gate' has no option --top; it belongs to 'budget', 'burn', 'explain', 'compare', "
        + "'customers' or 'export'"),
    Case(
      "budget", "--max-burn=page", says: "'budget' has no option --max-burn; it belongs to 'gate'"),
    Case(
      "--last=1h", "burn",
      says:
        "'burn' has no option --last; it belongs to 'explain', 'events', 'compare', 'customers' "
        + "or 'report'"),
    // values missing, unwanted, given twice
    Case(
      "budget", "--at",
      says: "--at wants a value; it wants 'now' or a time such as 2026-10-03T14:00:00Z"),
    Case("budget", "-c", says: "-c wants a value; it wants a file's path"),
    Case("budget", "-qc", says: "-c wants a value; it wants a file's path"),
    Case(
      "budget", "--by", "--format", "json",
      says: """
        --by wants a value, but the option '--format' follows it; \
        it wants a field's name, such as customer or error.code
        """),
    Case(
      "budget", "--config", "-q",
      says: "--config wants a value, but the option '-q' follows it; it wants a file's path"),
    Case("budget", "--quiet=yes", says: "--quiet takes no value, but 'yes' follows it"),
    Case("budget", "--help=", says: "--help takes no value, but '' follows it"),
    Case("budget", "--at=now", "--at=now", says: "--at is given twice; give it once"),
    Case("budget", "-ca", "--config", "b", says: "--config is given twice; give it once"),
    // values of a wrong form
    Case(
      "budget", "--format", "xml",
      says: "--format: 'xml' is not one of table, json, csv or markdown"),
    Case(
      "budget", "--format=jsn",
      says: "--format: 'jsn' is not one of table, json, csv or markdown; did you mean json?"),
    Case(
      "gate", "--format", "csv", says: "--format: 'csv' is not one of table, json, github or junit"),
    Case(
      "budget", "--color=yes", says: "--color: 'yes' is not one of auto, always or never"),
    Case("budget", "--top", "0", says: "--top: '0' is not a whole number from 1"),
    Case("budget", "--top", "-3", says: "--top: '-3' is not a whole number from 1"),
    Case("budget", "--top=ten", says: "--top: 'ten' is not a whole number from 1"),
    Case(
      "budget", "--top=99999999999999999999",
      says: "--top: '99999999999999999999' is not a whole number from 1"),
    Case(
      "budget", "--by=",
      says: "--by: the value is empty; it wants a field's name, such as customer or error.code"),
    Case("budget", "--config=", says: "--config: the value is empty; it wants a file's path"),
    Case(
      "budget", "--without", "acme",
      says: "--without: 'acme' is not FIELD=VALUE, such as customer=acme"),
    Case(
      "budget", "--without", "=acme",
      says: "--without: '=acme' is not FIELD=VALUE, such as customer=acme"),
    Case(
      "gate", "--max-burn", "3",
      says: "--max-burn: '3' is not LOOKBACK=RATE, such as 1h=2, or 'page'"),
    Case(
      "gate", "--max-burn", "pager",
      says: "--max-burn: 'pager' is not LOOKBACK=RATE, such as 1h=2, or 'page'; did you mean page?"),
    Case(
      "gate", "--charge", "infrastructure,customers",
      says: """
        --charge: 'infrastructure,customers' is not one or more of infrastructure, customer, \
        dependency or unknown, with commas between
        """),
    // operands
    Case("customers", says: "'customers' wants OBJECTIVE; see 'sloctl customers --help'"),
    Case("export", says: "'export' wants FORMAT; it is openmetrics"),
    Case(
      "export", "openmetric",
      says: "FORMAT: 'openmetric' is not openmetrics; did you mean 'openmetrics'?"),
    Case("completions", says: "'completions' wants SHELL; it is one of bash, zsh or fish"),
    Case("completions", "tcsh", says: "SHELL: 'tcsh' is not one of bash, zsh or fish"),
    Case(
      "schema", "config", "--", "-x",
      says: "'-x' is one word too many for 'schema'; see 'sloctl schema --help'"),
    Case("help", "--man", "ls", says: "no page is called 'ls'; see --man pages"),
  ]

  @Test(arguments: cases)
  func `a wrong command line is told what is wrong and ends with 2`(wrong: Case) throws {
    let result = try BuiltProgram.run(wrong.words)
    #expect(result.error == "sloctl: error: \(wrong.message)\n")
    #expect(result.status == 2)
    #expect(result.output == "")
  }

  @Test func `a value that is not UTF-8 is shown by its bytes`() throws {
    let words = [Array("budget".utf8), Array("--where".utf8), [0x61, 0xFF, 0x0A]]
    let result = try BuiltProgram.run(rawArguments: words)
    #expect(result.status == 2)
    #expect(
      result.error == #"""
        sloctl: error: --where: 'a\xff\n' is not UTF-8; it wants an expression such as "service == 'api'"

        """#)
  }

  @Test func `a command line of a thousand letters is no typing error`() throws {
    let word = String(repeating: "budget", count: 1000)
    let result = try BuiltProgram.run([word])
    #expect(result.error == "sloctl: error: unknown command '\(word)'; see 'sloctl help'\n")
  }
}
