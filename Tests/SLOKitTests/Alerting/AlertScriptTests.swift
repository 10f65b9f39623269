// The alert histories of Scripts/, each replayed and held against what it expects.

import Foundation
import Testing

@testable import SLOKit

struct AlertScriptTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Scripts")

  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (files ?? []).filter { $0.hasSuffix(".alerts") }.sorted()
  }()

  @Test func `there are alert histories`() { #expect(Self.names.count > 10) }

  @Test(arguments: names)
  func `an alert history is as it was written down`(_ name: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    let script = try AlertScript(text)
    let run = try script.run()
    var rulesSpokenOf: Set<Int> = []
    var subjectsSpokenOf: Set<AlertScript.Subject> = []
    for expectation in script.expectations {
      let place = "\(name):\(expectation.line)"
      switch expectation.kind {
      case .holds(let severity, let factor, let expected):
        let index = try #require(
          run.rules.firstIndex {
            $0.key == nil && $0.rule.severity == severity && $0.rule.factor.text == factor
          }, "\(place): no such rule")
        rulesSpokenOf.insert(index)
        let held = Self.minutes(run.rules[index])
        #expect(Self.text(held) == Self.text(expected), "\(place)")
      case .alerts(let subject, let expected):
        subjectsSpokenOf.insert(subject)
        #expect(Self.alerts(of: run)[subject] ?? [] == expected, "\(place)")
      case .asOf(let minute, let expected):
        let open = try script.run(until: minute).open.map(Self.words)
        #expect(open.sorted() == expected.sorted(), "\(place)")
      case .window(let minute, let valid, let bad):
        let history = script.history
        let span = script.span(of: history)
        var sums = LookbackSums(history, over: (span.first - 1)..<span.last, as: span.buckets)
        var window = WindowWalk(script.objective.window, span.buckets)
        let end = AlertScript.origin + minute
        sums.advance(to: end)
        let sum = sums.sum(over: window.start(asOf: end)..<end)
        #expect(sum.valid == valid && sum.bad == bad, "\(place): \(sum)")
      }
    }
    if !rulesSpokenOf.isEmpty {
      for (index, rule) in run.rules.enumerated()
      where !rulesSpokenOf.contains(index) && rule.key == nil {
        #expect(
          rule.held.isEmpty,
          "\(name): \(rule.rule.severity) \(rule.rule.factor.text) holds \(Self.text(Self.minutes(rule)))"
        )
      }
    }
    if !subjectsSpokenOf.isEmpty {
      for (subject, alerts) in Self.alerts(of: run) where !subjectsSpokenOf.contains(subject) {
        Issue.record("\(name): an alert that nobody expects: \(subject) \(alerts)")
      }
    }
  }

  private static func minutes(_ rule: RuleHistory) -> [ClosedRange<Int>] {
    rule.held.map { AlertScript.minute($0.lowerBound)...AlertScript.minute($0.upperBound) }
  }

  private static func text(_ ranges: [ClosedRange<Int>]) -> String {
    ranges.isEmpty
      ? "never" : ranges.map { "\($0.lowerBound)..\($0.upperBound)" }.joined(separator: ", ")
  }

  private static func alerts(of run: PolicyRun) -> [AlertScript.Subject: [AlertScript.Alert]] {
    run.fired.reduce(into: [:]) { alerts, record in
      let subject = AlertScript.Subject(
        severity: record.subject.severity, kind: record.subject.kind,
        key: record.subject.key.map { String(decoding: $0, as: UTF8.self) })
      alerts[subject, default: []].append(
        AlertScript.Alert(
          starts: AlertScript.minute(record.startsAt),
          fires: AlertScript.minute(record.firingAt ?? record.at),
          ends: record.endsAt.map { AlertScript.minute($0) }))
    }
  }

  private static func words(_ record: AlertRecord) -> String {
    var words = [record.subject.severity.rawValue]
    if record.subject.kind != .burnRate { words.append(record.subject.kind.rawValue) }
    if let key = record.subject.key { words += ["of", String(decoding: key, as: UTF8.self)] }
    words.append(record.phase.rawValue)
    if record.isNoData { words.append("noData") }
    return words.joined(separator: " ")
  }
}
