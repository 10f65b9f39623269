// What inotify is heard to say of a folder.

import Foundation
import Testing

@testable import SLOKit

struct FileWatchTests {
  @Test func `writes and names are told of, and only of the folders that are watched`() throws {
    let (folder, other) = (try ScratchFolder(), try ScratchFolder())
    let log = try folder.write("log", "a")
    let watch = try FileWatch()
    watch.watch([folder.path])
    #expect(watch.drain() == FileWatch.Hints())

    let handle = try FileHandle(forWritingTo: URL(filePath: log.text))
    try handle.write(contentsOf: Data("b".utf8))
    try other.write("log", "a")
    #expect(watch.drain().files == [log])

    try FileManager.default.moveItem(atPath: log.text, toPath: folder.file("log.1").text)
    #expect(watch.drain().folders == [folder.path])

    watch.watch([])
    try folder.write("new", "a")
    #expect(watch.drain().folders.isEmpty)
  }

  @Test func `a folder that went away is watched again once it is back`() throws {
    let parent = try ScratchFolder()
    let folder = parent.file("folder")
    try parent.write("folder/log", "a")
    let watch = try FileWatch()
    watch.watch([folder])
    try FileManager.default.removeItem(atPath: folder.text)
    #expect(watch.drain().folders == [folder])
    try parent.write("folder/log", "a")
    watch.watch([folder])
    try parent.write("folder/more", "a")
    #expect(watch.drain().folders == [folder])
  }
}
