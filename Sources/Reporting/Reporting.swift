/// Tables, charts and templates: a page as HTML, Markdown, CSV or JSON.
///
/// Floor 7 (the faces).
