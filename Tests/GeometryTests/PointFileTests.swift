import Foundation
import Geometry
import Images
import Testing

/// Files of points, read back byte by byte.
@Suite struct PointFileTests {
    @Test func plyHoldsPointsNormalsAndColors() throws {
        try withFolder { folder in
            let room = Room()
            let surface = try room.surface()
            let url = folder.appendingPathComponent("a.ply")
            try surface.writePLY(to: url, up: room.up)
            var reader = try ByteReader(contentsOf: url)
            let header = Header(&reader)
            #expect(header.count == surface.count)
            let names = ["x", "y", "z", "nx", "ny", "nz"].map { "float \($0)" }
            #expect(header.properties == names + ["uchar red", "uchar green", "uchar blue"])
            #expect(header.comments.contains("metres; X right, Y up, Z backward; the camera is at the origin"))
            for index in surface.indices {
                let (point, normal) = (reader.point(), reader.point())
                // From the world back into the photo: the pixel that the colour names.
                let color = [reader.read(UInt8.self), reader.read(), reader.read()]
                let pixel = try #require(room.intrinsics.project(header.toCamera(point)))
                #expect(Int(pixel.x) == Int(color[0]) && Int(pixel.y) == Int(color[1]) && color[2] == 128)
                #expect(abs(header.toCamera(point).z - Double(room.depth.values[index])) < 1e-5)
                #expect(abs(length(normal) - 1) < 1e-6)
                #expect((normal * point).sum() < 0)
                if room.surfaces[index] == .floor { #expect(abs(point.y + Room.cameraHeight) < 1e-5) }
            }
            #expect(reader.isAtEnd)
        }
    }

    @Test func splatsLieOnTheSurfaceAndCoverTheirPixels() throws {
        try withFolder { folder in
            let room = Room()
            let surface = try room.surface()
            let url = folder.appendingPathComponent("a.ply")
            try surface.writeSplat(to: url, up: room.up)
            var reader = try ByteReader(contentsOf: url)
            let header = Header(&reader)
            #expect(header.properties.count == 17 && header.properties.allSatisfy { $0.hasPrefix("float ") })
            for index in surface.indices {
                let (point, normal) = (reader.point(), reader.point())
                let harmonics = reader.point()
                let opacity = 1 / (1 + exp(-reader.float()))
                let logarithms = reader.point()
                let turn = reader.floats(4).map(Double.init)
                #expect(abs(opacity - 0.99) < 1e-4)
                let camera = header.toCamera(point)
                #expect(length(camera - surface.position(index)) < 1e-5)
                let red = 255 * (0.5 + 0.28209479177387814 * harmonics.x)
                #expect(abs(red - Double(index % 160)) < 1e-3)
                let sizes = SIMD3(exp(logarithms.x), exp(logarithms.y), exp(logarithms.z))
                let spacing = camera.z / room.intrinsics.focalLength
                #expect(abs(sizes.y - spacing / 2) < 1e-6 && sizes.x >= sizes.y * 0.999 && sizes.z < 0.11 * sizes.y)
                // The thin direction is the normal: q (0, 0, 1) q*.
                let (w, x, y, z) = (turn[0], turn[1], turn[2], turn[3])
                let thin = SIMD3(2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y))
                #expect(length(thin - normal) < 1e-5)
                // Neighbours are two deviations apart, also on the floor, which recedes; not so where planes meet,
                // whose normals are in between.
                let around = [0, -1, 1, -160, 160].map { index + $0 }
                if around.allSatisfy({ room.surfaces.indices.contains($0) && room.surfaces[$0] == .floor }) {
                    let next = length(surface.position(index + 160) - camera)
                    #expect(next > 1.5 * sizes.x && next < 2.7 * sizes.x)
                }
            }
            #expect(reader.isAtEnd)
        }
    }

    @Test func colmapHasOneCameraThatSeesItsPoints() throws {
        try withFolder { folder in
            let room = Room()
            let surface = try room.surface(.init(maximumPoints: 3000))
            try surface.writeCOLMAP(to: folder, up: room.up)
            let model = folder.appendingPathComponent("sparse/0")
            var cameras = try ByteReader(contentsOf: model.appendingPathComponent("cameras.bin"))
            #expect(cameras.read(UInt64.self) == 1 && cameras.read(UInt32.self) == 1 && cameras.read(Int32.self) == 1)
            #expect(cameras.read(UInt64.self) == 160 && cameras.read(UInt64.self) == 120)
            #expect((0..<4).map { _ in cameras.double() } == [140, 140, 83.25, 57.5])
            #expect(cameras.isAtEnd)

            var images = try ByteReader(contentsOf: model.appendingPathComponent("images.bin"))
            #expect(images.read(UInt64.self) == 1 && images.read(UInt32.self) == 1)
            let turn = (0..<4).map { _ in images.double() }
            #expect((0..<3).map { _ in images.double() } == [0, 0, 0])
            #expect(images.read(UInt32.self) == 1)
            #expect(images.text(10) == "photo.jpg\0")
            #expect(images.read(UInt64.self) == UInt64(surface.count))

            var points = try ByteReader(contentsOf: model.appendingPathComponent("points3D.bin"))
            #expect(points.read(UInt64.self) == UInt64(surface.count))
            for number in 0..<surface.count {
                let (x, y) = (images.double(), images.double())
                #expect(images.read(UInt64.self) == UInt64(number + 1))
                #expect(points.read(UInt64.self) == UInt64(number + 1))
                let world = SIMD3(points.double(), points.double(), points.double())
                let pixel = try #require(room.intrinsics.project(rotate(world, turn)))
                #expect(abs(pixel.x - x) < 1e-9 && abs(pixel.y - y) < 1e-9)
                #expect(Int(points.read(UInt8.self)) == Int(x) && Int(points.read(UInt8.self)) == Int(y))
                #expect(points.read(UInt8.self) == 128)
                #expect(points.double() == 0 && points.read(UInt64.self) == 1)
                #expect(points.read(UInt32.self) == 1 && points.read(UInt32.self) == UInt32(number))
            }
            #expect(points.isAtEnd && images.isAtEnd)
            #expect(try Photo(contentsOf: folder.appendingPathComponent("images/photo.jpg")).width == 160)
        }
    }

    @Test func nerfstudioHasTheDepthAndThePose() throws {
        try withFolder { folder in
            let room = Room()
            let surface = try room.surface(.init(maximumDepth: 3.5))
            try surface.writeNerfstudio(to: folder, depth: room.depth, up: room.up)
            let data = try Data(contentsOf: folder.appendingPathComponent("transforms.json"))
            let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            #expect(json["fl_x"] as? Double == 140 && json["cx"] as? Double == 83.25 && json["h"] as? Int == 120)
            let frame = try #require((json["frames"] as? [[String: Any]])?.first)
            let matrix = try #require(frame["transform_matrix"] as? [[Double]])
            // The camera's own up, (0, 1, 0), and its back, (0, 0, 1), in a world whose Z is up.
            let (p, r) = (15 * Double.pi / 180, 5 * Double.pi / 180)
            #expect(abs(matrix[2][1] - cos(p) * cos(r)) < 1e-9 && abs(matrix[2][2] - sin(p)) < 1e-9)
            #expect(matrix[3] == [0, 0, 0, 1])
            let name = try #require(frame["depth_file_path"] as? String)
            let depth = try FloatRaster.readPNG16(folder.appendingPathComponent(name))
            for (written, value) in zip(depth.values, room.depth.values) {
                #expect(value > 3.5 ? written == 0 : abs(written - value) < 0.000501)
            }
            var cloud = try ByteReader(contentsOf: folder.appendingPathComponent("sparse_pc.ply"))
            let header = Header(&cloud)
            #expect(header.count == surface.count)
            #expect(header.comments.contains("metres; X right, Y forward, Z up; the camera is at the origin"))
        }
    }

    /// v + 2 q × (q × v + w v).
    private func rotate(_ v: SIMD3<Double>, _ turn: [Double]) -> SIMD3<Double> {
        let q = SIMD3(turn[1], turn[2], turn[3])
        func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
            SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
        }
        return v + 2 * cross(q, cross(q, v) + turn[0] * v)
    }

    /// A PLY header.
    private struct Header {
        private(set) var count = 0
        private(set) var properties: [String] = []
        private(set) var comments: [String] = []
        private var matrix: [Double] = []

        init(_ reader: inout ByteReader) {
            #expect(reader.line() == "ply" && reader.line() == "format binary_little_endian 1.0")
            while true {
                let line = reader.line()
                let words = line.split(separator: " ", maxSplits: 1).map(String.init)
                switch words[0] {
                case "comment":
                    comments.append(words[1])
                    if words[1].hasPrefix("world_from_camera ") {
                        matrix = words[1].split(separator: " ").dropFirst().compactMap { Double($0) }
                    }
                case "element": count = Int(words[1].split(separator: " ")[1]) ?? 0
                case "property": properties.append(words[1])
                default: return
                }
            }
        }

        /// Back by the transposed matrix.
        func toCamera(_ point: SIMD3<Double>) -> SIMD3<Double> {
            SIMD3(
                matrix[0] * point.x + matrix[4] * point.y + matrix[8] * point.z,
                matrix[1] * point.x + matrix[5] * point.y + matrix[9] * point.z,
                matrix[2] * point.x + matrix[6] * point.y + matrix[10] * point.z)
        }
    }
}
