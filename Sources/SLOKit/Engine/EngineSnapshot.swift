// What an engine has found out, as bytes. A snapshot is taken in no time, since everything large in it
// lies in chunks that are shared until somebody writes to them; it is then written piece by piece,
// between other work or on another thread, while the engine goes on.

/// An engine's state at one instant, ready to be written.
package struct EngineSnapshot: Sendable {
  /// The form of what is written; another is refused.
  static let version: UInt64 = 1
  private static let mark = Array("sloctl engine".utf8)

  /// What writes each part.
  private let parts: [@Sendable (inout BinaryWriter) -> Void]

  init(_ state: EngineState) {
    var parts: [@Sendable (inout BinaryWriter) -> Void] = []
    parts.append { writer in
      writer.text(EngineSnapshot.mark)
      writer.unsigned(EngineSnapshot.version)
      state.encodeHead(into: &writer)
    }
    for table in state.tables + [state.routeTable] {
      let pieces = table.pieces
      parts.append { $0.unsigned(UInt64(pieces.count)) }
      for piece in pieces { parts.append { table.encode(piece, into: &$0) } }
    }
    if let filter = state.filter {
      parts.append { filter.encode(into: &$0) }
      parts += filter.pieces
    }
    for objective in state.objectives {
      parts.append { objective.encodeHead(into: &$0) }
      parts.append { objective.encodeSeries(into: &$0) }
      for (_, counts) in objective.keyed {
        parts.append { counts.encodeRest(into: &$0) }
        parts += EngineSnapshot.parts(of: counts.log)
      }
      if let routes = objective.routes { parts += EngineSnapshot.parts(of: routes) }
    }
    parts.append { state.held.encode(into: &$0) }
    self.parts = parts
  }

  private static func parts(of log: KeyLog) -> [@Sendable (inout BinaryWriter) -> Void] {
    let pieces = log.pieces
    var parts: [@Sendable (inout BinaryWriter) -> Void] = []
    parts.append { $0.unsigned(UInt64(pieces.count)) }
    for piece in pieces { parts.append { log.encode(piece, into: &$0) } }
    return parts
  }

  /// How many parts there are; written one behind the other they are the state.
  package var partCount: Int { parts.count }

  /// Writes part `part`, which is some hundred kilobytes at the most where nothing is extraordinary.
  package func encode(part: Int, into writer: inout BinaryWriter) { parts[part](&writer) }

  /// The whole state.
  package func encoded() -> [UInt8] {
    var writer = BinaryWriter()
    for part in parts { part(&writer) }
    return writer.bytes
  }

  /// The state that `reader` stands at.
  static func decode(_ reader: inout BinaryReader) throws(BinaryDamage) -> EngineState {
    guard try reader.text() == mark else { throw reader.damage("not an engine's state") }
    let version = try reader.unsigned()
    guard version == EngineSnapshot.version else {
      throw reader.damage(
        "version \(version) of an engine's state, wanted \(EngineSnapshot.version)")
    }
    return try EngineState(decoding: &reader)
  }
}

extension ContinuousEngine {
  /// What it has found out so far, to be written while it goes on.
  package func snapshot() -> EngineSnapshot { EngineSnapshot(state) }

  /// The engine that goes on where the one has stopped whose snapshot `reader` stands at, under
  /// `configuration`, which may be another one.
  ///
  /// - Returns: The engine, and a sentence for each thing that could not be kept.
  package static func decode(
    _ reader: inout BinaryReader, configuration: Configuration, clock: Timestamp
  ) throws(BinaryDamage) -> (engine: ContinuousEngine, said: [String]) {
    engine(for: configuration, from: try EngineSnapshot.decode(&reader), clock: clock)
  }
}
