/// What an effect makes of a designation in the register: it is given, changed, ended, or rests for a time.
public struct Designation: Sendable {
    /// The credential's kind, as the register names it.
    public var kind: Name
    public var becomes: Becomes
    /// Whose it is; nil: the person's whom the case is about.
    public var person: Expression?
    /// The day from which it holds; nil: the day of the event.
    public var from: Expression?
    public var until: Expression?
    public var area: Expression?
    public var conditions: Expression?
    public var givenBy: Expression?

    /// `given` and `changed` say what it is; `ended`, `paused` and `resumed` when.
    public enum Becomes: String, Sendable, CaseIterable { case given, changed, ended, paused, resumed }

    /// Every expression, for what they read.
    public var expressions: [Expression] { [person, from, until, area, conditions, givenBy].compactMap(\.self) }
}
