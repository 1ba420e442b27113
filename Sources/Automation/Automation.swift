/// JSON-RPC 2.0 over lines of text: everything that can be asked of an open file, by name.
///
/// Floor 7 (the faces). It decides nothing: whatever it refuses, the door refused, or it could not be read.
public enum Automation {}
