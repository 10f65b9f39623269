// From the bytes between two values to the steps of a layout.

extension LineLayouts.Step {
  /// The steps for `literal`, sixteen bytes each, of which the last is followed by `kind`.
  static func steps(
    _ literal: [UInt8], then kind: LineLayouts.Kind, slot: Int32
  ) -> [LineLayouts.Step] {
    var steps: [LineLayouts.Step] = []
    var start = 0
    while literal.count - start > 16 {
      steps.append(LineLayouts.Step(literal[start..<start + 16], .literal, slot: -1))
      start += 16
    }
    steps.append(LineLayouts.Step(literal[start...], kind, slot: slot))
    return steps
  }

  private init(_ bytes: ArraySlice<UInt8>, _ kind: LineLayouts.Kind, slot: Int32) {
    self.init(kind: kind)
    self.slot = slot
    length = Int32(bytes.count)
    for (index, byte) in bytes.enumerated() {
      let shift = UInt64(index % 8 * 8)
      if index < 8 {
        low |= UInt64(byte) << shift
        lowMask |= 0xFF << shift
      } else {
        high |= UInt64(byte) << shift
        highMask |= 0xFF << shift
      }
    }
  }
}
