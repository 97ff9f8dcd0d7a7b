import CVips
public func vipsVersion() -> String { String(cString: cvips_version()) }
