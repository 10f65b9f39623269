// One way from the report for the product's makers to any output. Pure: the same report gives the same
// bytes.

extension ProductReport {
  /// The report in `format`, ending with a newline.
  package func rendered(as format: OutputFormat, options: ReportOptions = ReportOptions()) -> String
  {
    format == .json
      ? ProductJSON.text(of: self)
      : ProductDocument(self).document.rendered(as: format, options: options)
  }
}
