import Foundation
import Geometry
import Images
import Testing

@Suite struct SurfaceTests {
    @Test func everyPixelIsAPointWhereItIsSeen() throws {
        let room = Room()
        let surface = try room.surface()
        #expect(surface.columns == 160 && surface.rows == 120 && surface.step == 1)
        let present = Array(surface.indices)
        #expect(present.count == surface.count)
        for index in present {
            #expect(room.surfaces[index] != .sky)
            let pixel = try #require(room.intrinsics.project(surface.position(index)))
            #expect(length(SIMD3(pixel - SIMD2(Double(index % 160) + 0.5, Double(index / 160) + 0.5), 0)) < 1e-9)
            #expect(surface.position(index).z == Double(room.depth.values[index]))
            let color = surface.color(index)
            #expect(color == RGBColor(red: UInt8(index % 160), green: UInt8(index / 160), blue: 128))
        }
        // Only the sky is left out: real edges are one pixel wide, and nothing floats.
        #expect(surface.count == room.surfaces.count { $0 != .sky })
    }

    @Test func normalsAreThePlanesUpToTheirEdges() throws {
        let room = Room()
        let surface = try room.surface()
        let fromWorld = WorldAxes.yDown.fromCamera(up: room.up).inverse
        let normals: [Room.Surface: SIMD3<Double>] = [
            .floor: [0, -1, 0], .boxTop: [0, -1, 0], .back: [0, 0, -1], .boxFront: [0, 0, -1], .right: [-1, 0, 0],
        ]
        var checked = 0
        for index in surface.indices {
            let around = [-1, 1, -160, 160].map { index + $0 }.filter { room.surfaces.indices.contains($0) }
            // Where two planes touch without a jump, a normal between theirs is right.
            let isInside = around.allSatisfy {
                room.surfaces[$0] == room.surfaces[index] || !surface.joins(index, $0)
            }
            let column = index % 160
            guard isInside, column > 0, column < 159, let expected = normals[room.surfaces[index]] else { continue }
            let hasAcross = surface.joins(index, index - 1) || surface.joins(index, index + 1)
            let hasDown = around.filter { abs($0 - index) == 160 }.contains { surface.joins(index, $0) }
            guard hasAcross, hasDown else { continue }
            checked += 1
            // Depths are 32-bit floats; a step between neighbours is about a hundredth of the depth.
            #expect(length(surface.normal(index) - fromWorld.rotate(expected)) < 2e-4, "\(index)")
        }
        #expect(checked > 13_000)
    }

    @Test func thinningKeepsExactPixelsAndTheLimit() throws {
        let room = Room()
        for limit in [7, 100, 1000, 4800, 19_199, 19_200, 1_000_000] {
            let surface = try room.surface(.init(maximumDepth: 1e9, maximumPoints: limit))
            #expect(surface.columns * surface.rows <= limit)
            // No more is thinned than needed: the next smaller step would exceed the limit.
            let finer = surface.step - 1
            if finer > 0 { #expect((160 / finer) * (120 / finer) > limit) }
            for index in surface.indices {
                let pixel = surface.pixel(index)
                let (x, y) = (Int(pixel.x), Int(pixel.y))
                #expect(surface.depth(index) == room.depth.values[y * 160 + x])
            }
            // The borders are as wide on both sides, to a pixel.
            let (first, last) = (surface.pixel(0), surface.pixel(surface.columns * surface.rows - 1))
            #expect(abs(first.x - (160 - last.x)) <= 1 && abs(first.y - (120 - last.y)) <= 1)
        }
    }

    @Test func pixelsBetweenTwoSurfacesGoAndWiresStay() throws {
        // A near and a far surface with a ramp of two pixels, a wire before the far one, a hole, and the sky.
        let row: [Float] = [1, 1, 1, 1.6, 2.4, 4, 4, 4, 1, 4, 4, 4, 0, 4, 4, .nan, 4, 4, 900, 10_000, 10_000]
        let raster = FloatRaster(width: row.count, height: 3, values: row + row + row)
        let surface = try DepthSurface(
            depth: raster, intrinsics: Intrinsics(focalLength: 30, width: row.count, height: 3),
            photo: RGBImage(width: row.count, height: 3, filledWith: .white), options: .init(maximumDepth: 1000))
        let kept = (0..<row.count).filter { surface.depth($0) > 0 }
        #expect(kept == [0, 1, 2, 5, 6, 7, 8, 9, 10, 11, 13, 14, 16, 17])
        #expect(surface.joins(0, 1) && !surface.joins(2, 5) && !surface.joins(7, 8) && !surface.joins(11, 12))
        // Beside a vertical line nothing floats.
        #expect(surface.count == 3 * kept.count)
    }

    /// Edges that the network has drawn at its own size are wider in larger photos.
    @Test func rampsOfLargePhotosAreRemoved() throws {
        let width = 1536 * 4
        let values = (0..<width).map { (x: Int) -> Float in
            // Each step is below the threshold: 1.7 % a pixel over 40.
            x < 3000 ? 1 : x < 3040 ? pow(2, Float(x - 3000) / 40) : 2
        }
        let surface = try DepthSurface(
            depth: FloatRaster(width: width, height: 1, values: values),
            intrinsics: Intrinsics(focalLength: 5000, width: width, height: 1),
            photo: RGBImage(width: width, height: 1, filledWith: .white))
        #expect(surface.depth(3020) == 0)
        #expect(surface.depth(2999) == 1 && surface.depth(3041) == 2)
    }

    @Test func nothingToShowIsSaid() throws {
        let (_, camera, photo) = Room.plane(size: 4)
        for value: Float in [0, -1, .nan, .infinity, 10_000] {
            let raster = FloatRaster(width: 4, height: 4, values: Array(repeating: value, count: 16))
            let error = #expect(throws: GeometryError.self) {
                try DepthSurface(depth: raster, intrinsics: camera, photo: photo)
            }
            #expect(error?.code == .empty)
            #expect(error?.message.contains("nearer than 200") == true)
        }
    }
}
