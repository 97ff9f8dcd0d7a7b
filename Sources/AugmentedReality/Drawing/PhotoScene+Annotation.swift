internal import Foundation
public import Images

extension PhotoScene {
    /// The photo with measurements drawn on it: lines, points, and values in metres with their uncertainty.
    public func annotated(with measurements: [SceneMeasurement]) -> RGBImage {
        var canvas = Canvas(photo)
        for (index, measurement) in measurements.enumerated() {
            draw(measurement, Self.colors[index % Self.colors.count], on: &canvas)
        }
        return canvas.image
    }

    /// The photo with its planes tinted: floors green, table-tops yellow, walls blue, ceilings violet, slopes red.
    public func annotatedWithPlanes() -> RGBImage {
        var canvas = Canvas(photo)
        var indices = [UInt8](repeating: 0, count: photo.width * photo.height)
        for y in 0..<photo.height {
            for x in 0..<photo.width { indices[y * photo.width + x] = UInt8((planeIndex(x: x, y: y) ?? -1) + 1) }
        }
        for (index, plane) in planes.enumerated() {
            // Planes of a kind lie beside each other in different depths of its colour.
            let earlier = planes[..<index].count { $0.kind == plane.kind }
            canvas.tint(Self.color(of: plane.kind), opacity: earlier % 2 == 0 ? 0.5 : 0.3) { x, y in
                indices[y * photo.width + x] == UInt8(index + 1)
            }
        }
        return canvas.image
    }

    private func draw(_ measurement: SceneMeasurement, _ color: RGBColor, on canvas: inout Canvas) {
        let pixels = measurement.points.map(\.pixel)
        let closing = measurement.kind == .area ? pixels.prefix(1) : []
        let ends = zip(pixels, pixels.dropFirst() + closing)
        for (start, end) in ends {
            canvas.line(from: start, to: end, .black, width: 4, opacity: 0.5)
            canvas.line(from: start, to: end, color)
        }
        for pixel in pixels {
            canvas.disc(at: pixel, .black, radius: 5)
            canvas.disc(at: pixel, color)
        }
        let middle = pixels.reduce(.zero, +) / Double(pixels.count)
        let away = measurement.kind == .area ? SIMD2(0, 0) : SIMD2(0, -16 * canvas.unit)
        canvas.label(Self.text(measurement), at: middle + away)
    }

    private static func text(_ measurement: SceneMeasurement) -> String {
        let digits = measurement.uncertainty < 0.0095 ? 3 : 2
        return String(
            format: "%.\(digits)f ± %.\(digits)f \(measurement.unit)", measurement.value, measurement.uncertainty)
    }

    private static func color(of kind: ScenePlane.Kind) -> RGBColor {
        switch kind {
        case .floor: RGBColor(red: 40, green: 180, blue: 80)
        case .table: RGBColor(red: 250, green: 200, blue: 40)
        case .wall: RGBColor(red: 50, green: 110, blue: 230)
        case .ceiling: RGBColor(red: 150, green: 80, blue: 200)
        case .slope: RGBColor(red: 220, green: 70, blue: 60)
        }
    }

    private static let colors = [
        RGBColor(red: 255, green: 210, blue: 0), RGBColor(red: 0, green: 200, blue: 255),
        RGBColor(red: 255, green: 90, blue: 160), RGBColor(red: 130, green: 230, blue: 60),
        RGBColor(red: 255, green: 140, blue: 40),
    ]
}
