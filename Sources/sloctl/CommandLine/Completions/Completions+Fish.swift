// The script for fish.

extension Completions {
  static var fish: String {
    let withValues = optionsWithValues(joined: false).flatMap(spellings).joined(separator: " ")
    return """
      \(heading("fish"))

      # The command, and each operand after it, on a line of its own.
      function __sloctl_operands
        set -l skip 0
        for word in (commandline -opc)[2..-1]
          if test $skip = 1
            set skip 0
          else if contains -- $word \(withValues)
            set skip 1
          else if not string match -q -- '-*' $word
            echo -- $word
          end
        end
      end

      # Whether the command is $argv[1] and, where more is said, how many operands it has: -eq 1.
      function __sloctl_is
        set -l words (__sloctl_operands)
        test "$words[1]" = "$argv[1]"; or return 1
        test (count $argv) = 1; or test (math (count $words) - 1) $argv[2..3]
      end

      function __sloctl_has_no_command
        test (count (__sloctl_operands)) = 0
      end

      function __sloctl_objectives
        set -l words (commandline -opc)
        set -l config
        for i in (seq 2 (count $words))
          switch $words[$i]
            case -c --config
              set -l next (math $i + 1)
              test $next -le (count $words); and set config -c $words[$next]
            case '--config=*'
              set config -c (string replace -- --config= '' $words[$i])
            case '-c*'
              set config -c (string replace -- -c '' $words[$i])
          end
        end
        set -l program (string replace -r '^~(?=/|$)' $HOME -- $words[1])
        $program help --objectives $config 2>/dev/null
      end

      complete -c sloctl -f
      \(fishProgram.joined(separator: "\n"))
      \(Command.all.flatMap(fish).joined(separator: "\n"))

      """
  }

  private static var fishProgram: [String] {
    let options: [CommandOption] = [.config, .help, .version]
    return options.map { fish($0, where: "__sloctl_has_no_command") }
      + Command.all.map { command in
        line(where: "__sloctl_has_no_command", "-a \(command.name)", command.summary)
      }
  }

  private static func fish(_ command: Command) -> [String] {
    let options = command.shownOptions.map { fish($0, where: "__sloctl_is \(command.name)") }
    let operands = command.operands.enumerated().map { index, operand in
      let place = "__sloctl_is \(command.name) \(operand.isMany ? "-ge" : "-eq") \(index)"
      return line(where: place, fish(source(of: operand)), nil)
    }
    return options + operands
  }

  private static func fish(_ option: CommandOption, where condition: String) -> String {
    let letter = option.letter.map { "-s \($0) " } ?? ""
    let value =
      switch source(of: option) {
      case .nothing: option.value == nil ? "" : " -x"
      case .files: option.value?.isOptional == true ? " -F" : " -r -F"
      case .words(let words): " -x -a " + fishQuoted(words.joined(separator: " "))
      case .objectives, .objectivesAndFiles: " -x"
      }
    return line(where: condition, "\(letter)-l \(option.name)\(value)", option.summary)
  }

  private static func fish(_ source: Source) -> String {
    switch source {
    case .nothing: ""
    case .words(let words): "-a " + fishQuoted(words.joined(separator: " "))
    case .files: "-F"
    case .objectives: "-a '(__sloctl_objectives)'"
    case .objectivesAndFiles: "-F -a '(__sloctl_objectives)'"
    }
  }

  private static func line(where condition: String, _ what: String, _ help: String?) -> String {
    let description = help.map { " -d " + fishQuoted($0) } ?? ""
    return "complete -c sloctl -n \(fishQuoted(condition)) \(what)\(description)"
  }

  private static func fishQuoted(_ text: String) -> String { quoted(text, apostrophe: "\\'") }
}
