// One way from a period's report to any output. Pure: the same report gives the same bytes.

extension PeriodReport {
  /// The report in `format`, ending with a newline.
  package func rendered(as format: OutputFormat, options: ReportOptions = ReportOptions()) -> String
  {
    format == .json
      ? PeriodJSON.text(of: self)
      : PeriodDocument(self).document.rendered(as: format, options: options)
  }
}
