/// A page in one file that needs nothing else, light or dark as the reader likes it.
package struct ReportPage {
    private let title: String
    private let style: String
    private let body: String
    private let script: String

    /// - Parameters:
    ///   - title: The window's; it is escaped here.
    ///   - style: What the page needs beyond ``baseStyle``.
    ///   - body: Elements below `main`.
    ///   - script: What makes the page more convenient; it must be readable without.
    package init(title: String, style: String = "", body: String, script: String = "") {
        self.title = title
        self.style = style
        self.body = body
        self.script = script
    }

    package var html: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(title.escaped)</title>
        <style>
        \(Self.baseStyle)
        \(style)
        </style>
        </head>
        <body>
        <main>
        \(body)
        </main>
        \(script.isEmpty ? "" : "<script>\n\(script)\n</script>")
        </body>
        </html>

        """
    }
}
