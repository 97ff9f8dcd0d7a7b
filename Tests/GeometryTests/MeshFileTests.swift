import Foundation
import Geometry
import Images
import Testing

/// Files of meshes, read back by small parsers.
@Suite struct MeshFileTests {
    @Test func glbHoldsTheMeshThePhotoAndTheCamera() throws {
        try withFolder { folder in
            let room = Room()
            let mesh = try SurfaceMesh(room.surface())
            let url = folder.appendingPathComponent("a.glb")
            try mesh.writeGLB(to: url, up: room.up)
            let file = try GLB(url)
            #expect((file.json["asset"] as? [String: Any])?["version"] as? String == "2.0")
            let extras = (file.json["asset"] as? [String: Any])?["extras"] as? [String: Any]
            #expect(extras?["unit"] as? String == "metre")

            let toWorld = WorldAxes.yUp.fromCamera(up: room.up)
            var positions = file.accessor("POSITION")
            var places = file.accessor("TEXCOORD_0")
            var (low, high) = (SIMD3<Double>(repeating: .infinity), SIMD3<Double>(repeating: -.infinity))
            for vertex in mesh.vertices {
                let point = positions.point()
                // Depths are 32-bit floats of up to some metres.
                #expect(length(point - toWorld(mesh.surface.position(Int(vertex)))) < 1e-6)
                let (u, v) = (places.float(), places.float())
                #expect(Int(u * 160) == Int(vertex) % 160 && Int(v * 120) == Int(vertex) / 160)
                low = pointwiseMin(low, point)
                high = pointwiseMax(high, point)
            }
            #expect(positions.isAtEnd && places.isAtEnd)
            let description = file.description("POSITION")
            #expect((description["min"] as? [Double])?.map(Float.init) == [low.x, low.y, low.z].map(Float.init))
            #expect((description["max"] as? [Double])?.map(Float.init) == [high.x, high.y, high.z].map(Float.init))
            #expect(description["count"] as? Int == mesh.vertices.count)
            var indices = file.indices()
            for corner in mesh.corners { #expect(indices.read(UInt32.self) == corner) }
            #expect(indices.isAtEnd)

            let texture = folder.appendingPathComponent("texture.jpg")
            try file.view(4).write(to: texture)
            #expect(try Photo(contentsOf: texture).height == 120)
            let lens = (file.json["cameras"] as? [[String: Any]])?.first?["perspective"] as? [String: Double]
            #expect(abs((lens?["yfov"] ?? .nan) - 2 * atan(60.0 / 140)) < 1e-12)
        }
    }

    @Test func glbPointsHaveLinearColors() throws {
        try withFolder { folder in
            let room = Room()
            let surface = try room.surface(.init(maximumPoints: 500))
            let url = folder.appendingPathComponent("a.glb")
            try surface.writeGLB(to: url, up: room.up)
            let file = try GLB(url)
            #expect(file.primitive["mode"] as? Int == 0)
            var positions = file.accessor("POSITION")
            var colors = file.accessor("COLOR_0")
            for index in surface.indices {
                let point = WorldAxes.yUp.fromCamera(up: room.up)(surface.position(index))
                #expect(length(positions.point() - point) < 1e-6)
                let (red, _, blue, alpha) = (
                    colors.read(UInt16.self), colors.read(UInt16.self), colors.read(UInt16.self),
                    colors.read(UInt16.self)
                )
                // 128 of 255 is 0.2158605 of the light.
                #expect(blue == UInt16((0.2158605 * 65535).rounded()) && alpha == 65535)
                #expect((red == 0) == (surface.color(index).red == 0))
            }
            #expect(positions.isAtEnd && colors.isAtEnd)
        }
    }

    @Test func usdzIsAlignedAndUncompressed() throws {
        try withFolder { folder in
            let room = Room()
            let mesh = try SurfaceMesh(room.surface())
            let url = folder.appendingPathComponent("a.usdz")
            try mesh.writeUSDZ(to: url, up: room.up)
            var reader = try ByteReader(contentsOf: url)
            var names: [String] = []
            while reader.read(UInt32.self) == 0x0403_4b50 {
                reader.position += 4
                #expect(reader.read(UInt16.self) == 0)
                reader.position += 4
                let checksum = reader.read(UInt32.self)
                let sizes = [reader.read(UInt32.self), reader.read(UInt32.self)]
                #expect(sizes[0] == sizes[1] && sizes[0] > 1000)
                let (nameLength, extraLength) = (Int(reader.read(UInt16.self)), Int(reader.read(UInt16.self)))
                names.append(reader.text(nameLength))
                reader.position += extraLength
                #expect(reader.position % 64 == 0)
                let end = reader.position + Int(sizes[0])
                #expect(crc32(reader.bytes[reader.position..<end]) == checksum)
                if names.count == 1 { #expect(reader.bytes[reader.position...].starts(with: "PXR-USDC".utf8)) }
                reader.position = end
            }
            #expect(names == ["scene.usdc", "photo.jpg"])
        }
    }

    @Test func objCountsFromOneAndNamesItsFiles() throws {
        try withFolder { folder in
            let room = Room()
            let export = GeometryExport(
                depth: room.depth, intrinsics: room.intrinsics, photo: room.photo,
                options: .init(simplification: 0.2, isLeveled: false))
            try export.write([.obj], stem: "my room", to: folder)
            let names = GeometryFormat.obj.fileNames(stem: "my room")
            #expect(names == ["my room.obj", "my_room.mtl", "my_room-photo.jpg"])
            #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) == Set(names))
            let text = try String(contentsOf: folder.appendingPathComponent(names[0]), encoding: .utf8)
            let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
            #expect(lines.contains(["mtllib", "my_room.mtl"]))
            let points = lines.filter { $0[0] == "v" }
            let places = lines.filter { $0[0] == "vt" }
            let faces = lines.filter { $0[0] == "f" }
            #expect(points.count == places.count)
            let mesh = try SurfaceMesh(room.surface()).simplified(to: 0.2)
            #expect(points.count == mesh.vertices.count && faces.count == mesh.triangleCount)
            for (line, vertex) in zip(points, mesh.vertices) {
                let point = SIMD3(Double(line[1]) ?? .nan, Double(line[2]) ?? .nan, Double(line[3]) ?? .nan)
                let expected = mesh.surface.position(Int(vertex))
                #expect(length(point - SIMD3(expected.x, -expected.y, -expected.z)) < 1e-6)
            }
            // The photo's lower edge is 0.
            let v = Double(places[0][2]) ?? .nan
            #expect(abs(v - (1 - mesh.surface.pixel(Int(mesh.vertices[0])).y / 120)) < 1e-6)
            #expect(faces[0][1] == "\(mesh.corners[0] + 1)/\(mesh.corners[0] + 1)")
            let material = try String(contentsOf: folder.appendingPathComponent(names[1]), encoding: .utf8)
            #expect(material.contains("map_Kd my_room-photo.jpg\n"))
        }
    }

    @Test(arguments: GeometryFormat.allCases) func nothingToShowWritesNothing(format: GeometryFormat) throws {
        try withFolder { folder in
            let (depth, camera, photo) = Room.plane(size: 4, metres: 10_000)
            let sky = GeometryExport(depth: depth, intrinsics: camera, photo: photo)
            let error = try #require(throws: GeometryError.self) { try sky.write([format], stem: "a", to: folder) }
            #expect(error.code == .empty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }

    @Test(arguments: GeometryFormat.allCases) func aFolderThatIsMissingIsNamed(format: GeometryFormat) throws {
        try withFolder { folder in
            // A file stands where a folder is needed.
            let file = folder.appendingPathComponent("file")
            try Data().write(to: file)
            let (depth, camera, photo) = Room.plane()
            let export = GeometryExport(depth: depth, intrinsics: camera, photo: photo)
            #expect(throws: (any Error).self) { try export.write([format], stem: "a", to: file) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
        }
    }

    /// Bit by bit, with the reversed polynomial of ISO 3309.
    private func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
    }

    /// A GLB file's two chunks.
    private struct GLB {
        let json: [String: Any]
        private let binary: Data

        init(_ url: URL) throws {
            let data = try Data(contentsOf: url)
            var reader = ByteReader(data)
            #expect(reader.text(4) == "glTF" && reader.read(UInt32.self) == 2)
            #expect(reader.read(UInt32.self) == UInt32(data.count))
            let length = Int(reader.read(UInt32.self))
            #expect(reader.text(4) == "JSON" && length % 4 == 0)
            json = try #require(
                try JSONSerialization.jsonObject(with: data[20..<20 + length]) as? [String: Any])
            reader.position += length
            #expect(Int(reader.read(UInt32.self)) == data.count - 28 - length)
            #expect(reader.text(4) == "BIN\0")
            binary = Data(data[(28 + length)...])
        }

        var primitive: [String: Any] {
            ((json["meshes"] as? [[String: Any]])?.first?["primitives"] as? [[String: Any]])?.first ?? [:]
        }

        func description(_ attribute: String) -> [String: Any] {
            let number = (primitive["attributes"] as? [String: Int])?[attribute] ?? -1
            return (json["accessors"] as? [[String: Any]])?[number] ?? [:]
        }

        func accessor(_ attribute: String) -> ByteReader {
            ByteReader(view(description(attribute)["bufferView"] as? Int ?? -1))
        }

        func indices() -> ByteReader { ByteReader(view(primitive["indices"] as? Int ?? -1)) }

        func view(_ number: Int) -> Data {
            let view = (json["bufferViews"] as? [[String: Any]])?[number] ?? [:]
            let start = binary.startIndex + (view["byteOffset"] as? Int ?? 0)
            return Data(binary[start..<start + (view["byteLength"] as? Int ?? 0)])
        }
    }
}
