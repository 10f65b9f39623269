// The prose of sloctl-completions(1).

extension ManualText {
  static let completions = ManualText(
    about: """
      Writes a script that teaches the shell to complete sloctl's commands, options, their values, \
      and the names of the config's objectives.
      """,
    description: """
      The script holds the commands and options of the sloctl that wrote it; write it anew after \
      an upgrade. Objectives are looked up as they are completed, in the config that the command \
      line names with `-c`, else in `SLOCTL_CONFIG`, else in `./slos.json`.
      """,
    examples: [
      Example("bash, in ~/.bashrc", "eval \"$(sloctl completions bash)\""),
      Example("zsh, in a folder of $fpath", "sloctl completions zsh > ~/.zfunc/_sloctl"),
      Example("fish", "sloctl completions fish > ~/.config/fish/completions/sloctl.fish"),
    ],
    statuses: [
      (.answered, "written"),
      (.wrongQuestion, "an unknown option or shell"),
    ],
    seeAlso: ["sloctl(1)"])
}
