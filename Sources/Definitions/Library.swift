import Calendars
import Rubrics

/// The definitions that stand beside the one that is read, for names that cross from one file to another.
///
/// A part that is nil is not known, and names of its kind are not checked.
public struct Library: Sendable {
    public var rubrics: [Name: Rubric]?
    public var calendars: [Name: SchoolCalendar]?
    public var workflows: [Name: WorkflowOutline]?
    /// `letters/invitation`, `reports/review`.
    public var templates: Set<String>?

    public init(rubrics: [Name: Rubric]? = nil, calendars: [Name: SchoolCalendar]? = nil, workflows: [Name: WorkflowOutline]? = nil, templates: Set<String>? = nil) {
        self.rubrics = rubrics
        self.calendars = calendars
        self.workflows = workflows
        self.templates = templates
    }

    /// Nothing is known: for a definition that was checked when it was adopted.
    public static let unknown = Library()
}

/// What other workflows may ask of a workflow: read without checking it.
public struct WorkflowOutline: Sendable {
    public var name: Name
    public var roles: [Name]
    public var data: [Name: Field]
    /// The events that are taken `by: case`, with the fields of their forms.
    public var caseEvents: [Name: [Field]]
    public var links: [Name: Link]
    public var subject: Workflow.SubjectKind
    /// What it tells cases of other workflows.
    public var tells: [Message]
    /// The data that it gives cases of other workflows when it starts them.
    public var starts: [Given]

    public struct Message: Sendable, Hashable { public var workflow: Name; public var event: Name }
    public struct Given: Sendable, Hashable { public var workflow: Name; public var datum: Name }
}
