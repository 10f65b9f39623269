// The name by which an alert is known for as long as it lasts, here and wherever it was sent: the
// same on every machine and after every restart, since it is made of nothing but what the alert is.

/// Identities of alerts.
public enum AlertIdentity {
  /// The identity of the alert about `subject` that started at `startsAt`.
  ///
  /// It is the 64-bit FNV-1a hash over objective, key, kind, severity and the start (RFC 3339) joined
  /// by U+001F; no key and the empty key are the same.
  /// - Returns: 16 hexadecimal digits.
  public static func of(_ subject: AlertSubject, startsAt: Timestamp) -> String {
    let parts = [
      Array(subject.objective.utf8), subject.key ?? [], Array(subject.kind.rawValue.utf8),
      Array(subject.severity.rawValue.utf8), Array(startsAt.description.utf8),
    ]
    let digits = String(fnv1a(parts.joined(separator: [0x1F])), radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// The 64-bit FNV-1a hash of `bytes` (Fowler, Noll and Vo; RFC 9923), going on from that of what
  /// comes before them.
  package static func fnv1a(
    _ bytes: some Sequence<UInt8>, after before: UInt64 = 0xCBF2_9CE4_8422_2325
  ) -> UInt64 {
    bytes.reduce(before) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
