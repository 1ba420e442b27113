/// A case or a programme as a page: the door's answers laid out by the templates under `Workflows/reports`.
///
/// It names what a template may print and draw after the workflow's own names (`data.visit_on`, `rows.comments`,
/// `sheet.peer`) and knows no workflow. How a page becomes HTML, Markdown, CSV or JSON is the business of `Pages`.
///
/// Floor 7 (the faces).
