// The script for bash 3.2 and newer. It needs no bash-completion package.

extension Completions {
  static var bash: String {
    let withValues = optionsWithValues(joined: false).flatMap(spellings).joined(separator: "|")
    let withJoined = optionsWithValues(joined: true).flatMap(spellings).joined(separator: "|")
    return """
      \(heading("bash"))

      # Names on standard input, one a line, that begin with the word under the cursor. Not by
      # compgen -W, which would run what a name says.
      _sloctl_offer() {
        local name
        while IFS= read -r name; do
          [[ $name == "$cur"* ]] && COMPREPLY+=("$name")
        done
      }

      _sloctl_words() { _sloctl_offer < <(printf '%s\\n' "$@"); }

      _sloctl_files() {
        compopt -o filenames 2>/dev/null
        _sloctl_offer < <(compgen -f -- "$cur")
      }

      _sloctl_objectives() {
        _sloctl_offer < <("$program" help --objectives ${config:+-c "$config"} 2>/dev/null)
      }

      _sloctl() {
        local program=${1/#\\~/$HOME} cur=${COMP_WORDS[COMP_CWORD]} previous='' config='' command=''
        local -i operands=0 i=1
        COMPREPLY=()
        # readline takes the = of --option=value for a word of its own.
        while ((i < COMP_CWORD)); do
          case ${COMP_WORDS[i]} in
            \(withValues))
              previous=${COMP_WORDS[i]}
              ((i++))
              [[ ${COMP_WORDS[i]} == '=' ]] && ((i++))
              if ((i < COMP_CWORD)); then
                [[ $previous == -c || $previous == --config ]] &&
                  config=${COMP_WORDS[i]/#\\~/$HOME}
                previous=''
              fi
              ;;
            \(withJoined))
              if [[ ${COMP_WORDS[i+1]} == '=' ]]; then
                ((i + 2 >= COMP_CWORD)) && previous=${COMP_WORDS[i]}
                ((i += 2))
              fi
              ;;
            -c*) config=${COMP_WORDS[i]#-c} ;;
            -*) ;;
            *) if [[ $command ]]; then operands+=1; else command=${COMP_WORDS[i]}; fi ;;
          esac
          ((i++))
        done
        [[ $cur == '=' ]] && cur=''

      \(bashValues)

        if [[ ! $command ]]; then
          if [[ $cur == -* ]]; then
            _sloctl_words \(programSpellings.joined(separator: " "))
          else
            _sloctl_words \(Command.all.map(\.name).joined(separator: " "))
          fi
          return
        fi

        if [[ $cur == -* ]]; then
          case $command in
      \(Command.all.map(bashOptions).joined(separator: "\n"))
          esac
          return
        fi

        case $command in
      \(Command.all.map(bashOperands).joined(separator: "\n"))
        esac
      }

      complete -F _sloctl sloctl

      """
  }

  /// What is offered before there is a command.
  static var programSpellings: [String] {
    [CommandOption.config, .help, .version].flatMap(spellings)
  }

  /// The values of options, by command and option: the words of a choice may differ.
  private static var bashValues: String {
    let files = (optionsWithValues(joined: false) + optionsWithValues(joined: true))
      .filter { source(of: $0) == .files }.flatMap(spellings)
    var cases: [String] = []
    for command in Command.all {
      for option in command.shownOptions where option.value != nil {
        let source = source(of: option)
        if source == .nothing || source == .files && files.contains(option.long) { continue }
        let patterns = spellings(of: option).map { "\(command.name):\($0)" }
        cases.append("    \(patterns.joined(separator: "|"))) \(bash(source)); return ;;")
      }
    }
    return """
        case $command:$previous in
          *:) ;;
          \(files.map { "*:" + $0 }.joined(separator: "|"))) _sloctl_files; return ;;
      \(cases.joined(separator: "\n"))
          *) return ;;
        esac
      """
  }

  private static func bashOptions(of command: Command) -> String {
    let words = command.shownOptions.flatMap(spellings).joined(separator: " ")
    return "      \(command.name)) _sloctl_words \(words) ;;"
  }

  private static func bashOperands(of command: Command) -> String {
    let cases = command.operands.enumerated().map { index, operand in
      let pattern = operand.isMany ? "*" : "\(index)"
      return "\(pattern)) \(bash(source(of: operand))) ;;"
    }
    guard !cases.isEmpty else { return "    \(command.name)) ;;" }
    return "    \(command.name)) case $operands in \(cases.joined(separator: " ")) esac ;;"
  }

  private static func bash(_ source: Source) -> String {
    switch source {
    case .nothing: ":"
    case .words(let words): "_sloctl_words " + words.joined(separator: " ")
    case .files: "_sloctl_files"
    case .objectives: "_sloctl_objectives"
    case .objectivesAndFiles: "_sloctl_objectives; _sloctl_files"
    }
  }
}
