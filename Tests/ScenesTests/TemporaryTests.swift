import Foundation
import Scenes
import Testing
@Test func wholeLibrary() throws {
    guard let path = ProcessInfo.processInfo.environment["ASSETS"] else { return }
    var t = Date()
    let l = try AssetLibrary(folders: [URL(fileURLWithPath: path)])
    print("index", Date().timeIntervalSince(t), l.models.count, l.textures.count, l.panoramas.count, l.pictures.count)
    t = Date()
    var mismatch = 0
    for e in l.models { do { let m = try l.model(e); if let s = e.size, length(m.size - s) > 0.02 * s.max() + 0.002 { mismatch += 1; print(e.url.lastPathComponent, m.size, s) } } catch { print(error) } }
    print("models", Date().timeIntervalSince(t), "mismatch", mismatch)
    t = Date()
    for e in l.textures { do { _ = try l.texture(e) } catch { print(error) } }
    for e in l.panoramas { do { _ = try l.panorama(e) } catch { print(error) } }
    print("textures", Date().timeIntervalSince(t))
    print(l.problems)
    for e in l.pictures { print(e.url.path) }
    for e in l.textures where !e.url.path.contains("ambientcg") { print(e.url.path.suffix(70), e.categories) }
    for e in l.models where e.size == nil { print(e.url.path.suffix(70), (try? l.model(e))?.size as Any) }
}
