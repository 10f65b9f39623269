// One way from a customer's own page to any output. Pure: the same page gives the same bytes.

extension CustomerReport {
  /// The page in `format`, ending with a newline.
  package func rendered(as format: OutputFormat, options: ReportOptions = ReportOptions()) -> String
  {
    format == .json
      ? CustomerJSON.text(of: self)
      : CustomerDocument(self).document.rendered(as: format, options: options)
  }
}
