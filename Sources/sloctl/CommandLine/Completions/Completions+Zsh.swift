// The script for zsh: an autoloaded function for a folder of $fpath, or to be sourced.

extension Completions {
  static var zsh: String {
    """
    #compdef sloctl
    \(heading("zsh"))

    # The config that the command line names. _call_program evaluates its words as the shell would,
    # so that they are passed on as they are typed.
    _sloctl_objectives() {
      local -a config names
      local -i i
      for ((i = 2; i < $#_sloctl_line; i++)); do
        case $_sloctl_line[i] in
          -c|--config) config=(-c $_sloctl_line[i+1]) ;;
          -c*) config=(-c ${_sloctl_line[i]#-c}) ;;
          --config=*) config=(-c ${_sloctl_line[i]#--config=}) ;;
        esac
      done
      names=(${(f)"$(_call_program objectives $_sloctl_line[1] help --objectives $config 2>/dev/null)"})
      _wanted objectives expl objective compadd -a names
    }

    _sloctl_objectives_and_files() { _alternative 'o:objective:_sloctl_objectives' 'f:file:_files' }

    _sloctl() {
      local curcontext=$curcontext state line expl
      local -A opt_args
      local -a commands _sloctl_line
      _sloctl_line=("${words[@]}")
      commands=(
    \(Command.all.map { "    " + quoted("\($0.name):\(escaped($0.summary, ":"))") }
      .joined(separator: "\n"))
      )
      _arguments -C -S -A '-*' \\
    \([CommandOption.config, .help, .version].map { "    \(zsh($0)) \\\n" }.joined())\
        '1:command:->command' '*::argument:->argument'
      case $state in
        command) _describe -t commands command commands ;;
        argument)
          case $line[1] in
    \(Command.all.map(zsh).joined(separator: "\n"))
          esac
          ;;
      esac
    }

    if [[ $funcstack[1] == _sloctl ]]; then _sloctl "$@"; else compdef _sloctl sloctl; fi

    """
  }

  private static func zsh(_ command: Command) -> String {
    var lines = command.shownOptions.map { zsh($0) }
    for (index, operand) in command.operands.enumerated() {
      let position = operand.isMany ? "*" : "\(index + 1)"
      lines.append(quoted("\(position):\(operand.name):\(zsh(source(of: operand)))"))
    }
    let words = lines.map { " \\\n            \($0)" }.joined()
    return "        \(command.name)) _arguments -s -S\(words) ;;"
  }

  private static func zsh(_ option: CommandOption) -> String {
    let help = "[" + escaped(option.summary, "[]:") + "]"
    var value = ""
    if let declared = option.value {
      // Two colons: it may be left out.
      let colons = declared.isOptional ? "::" : ":"
      value = "\(colons)\(escaped(declared.name, ":")):\(zsh(source(of: option)))"
    }
    // One option excludes its other spelling and itself, unless it may be given again.
    let spellings = spellings(of: option)
    let excluded = option.isRepeatable ? "*" : "(\(spellings.joined(separator: " ")))"
    let marks =
      option.value.map { $0.isOptional ? ["-", "=-"] : ["+", "="] } ?? ["", ""]
    return spellings.map { spelling in
      let mark = spelling == option.long ? marks[1] : marks[0]
      return quoted(excluded + spelling + mark + help + value)
    }.joined(separator: " ")
  }

  private static func zsh(_ source: Source) -> String {
    switch source {
    case .nothing: " "
    case .words(let words): "(\(words.joined(separator: " ")))"
    case .files: "_files"
    case .objectives: "_sloctl_objectives"
    case .objectivesAndFiles: "_sloctl_objectives_and_files"
    }
  }

  /// `text` with a backslash before each of `marks`.
  private static func escaped(_ text: String, _ marks: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      if marks.unicodeScalars.contains(scalar) { escaped += "\\" }
      escaped.unicodeScalars.append(scalar)
    }
  }
}
