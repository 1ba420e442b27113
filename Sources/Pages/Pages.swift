/// Tables, charts and templates: one ``Page`` as HTML, Markdown, CSV, JSON or plain text.
///
/// A page is made of blocks, either in code or by a template written in the page language
/// (`Pages.docc/PageLanguage.md`), and every format is made from those same blocks. A chart is a
/// value with plain numbers and labels; it gives its picture and its table, so no figure is in the
/// picture alone.
///
/// This module knows tables, charts and templates and nothing of what they are about: no name of a
/// workflow, state, role or rubric stands in it. It opens no file and asks for no time.
///
/// Floor 2 (the craft).
