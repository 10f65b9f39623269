// The system's zoneinfo files, which the zone tests need, and the C library's view of them.

import Foundation
import Glibc

@testable import SLOKit

enum ZoneFiles {
  static let folder = "/usr/share/zoneinfo"

  /// Whether the system has zoneinfo files; without them the zone tests are skipped.
  static let areInstalled = FileManager.default.fileExists(atPath: folder + "/Europe/Berlin")

  /// Whether the zones that count leap seconds are there too.
  static let haveLeapSeconds = FileManager.default.fileExists(atPath: folder + "/right/UTC")

  /// The names of every zone that is installed, without the copies under posix/ and right/.
  static var names: [String] {
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.filter { name in
      guard !name.hasPrefix("posix/"), !name.hasPrefix("right/"), !name.hasPrefix("."),
        let file = FileHandle(forReadingAtPath: "\(folder)/\(name)"),
        let magic = try? file.read(upToCount: 4)
      else { return false }
      return magic == Data("TZif".utf8)
    }.sorted()
  }
}

/// What a clock and a calendar show.
struct ClockFields {
  var year: Int
  var month: Int
  var day: Int
  /// 0 is Sunday, as the C library counts.
  var weekday: Int
  /// Seconds east of UTC.
  var offsetSeconds: Int

  /// For comparing dates as whole numbers.
  var dateKey: Int { (year * 100 + month) * 100 + day }

  fileprivate init(_ fields: borrowing tm) {
    year = unsafe Int(fields.tm_year) + 1900
    month = unsafe Int(fields.tm_mon) + 1
    day = unsafe Int(fields.tm_mday)
    weekday = unsafe Int(fields.tm_wday)
    offsetSeconds = unsafe fields.tm_gmtoff
  }
}

/// Time as the C library tells it. Local time goes by the process's TZ variable: use it only in
/// exit tests, which have a process of their own.
enum LibraryClock {
  static func useZone(_ name: String) {
    _ = unsafe setenv("TZ", ":\(name)", 1)
    tzset()
  }

  /// What local clocks show.
  static func local(at second: Int64) -> ClockFields {
    var second = Int(second)
    var fields = unsafe tm()
    _ = unsafe localtime_r(&second, &fields)
    return unsafe ClockFields(fields)
  }

  /// The second at which a date begins in UTC, and the date itself; `day` may lie outside its month.
  static func midnight(
    year: Int, month: Int, day: Int
  ) -> (second: Int64, date: ClockFields) {
    var fields = unsafe tm()
    unsafe fields.tm_year = Int32(year - 1900)
    unsafe fields.tm_mon = Int32(month - 1)
    unsafe fields.tm_mday = Int32(day)
    let second = unsafe timegm(&fields)
    return unsafe (Int64(second), ClockFields(fields))
  }
}
