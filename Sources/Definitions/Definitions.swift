/// YAML in; a checked workflow, rubric or calendar out, or every mistake with its place.
///
/// ``DefinitionReader`` is the way in. The folders are the steps: YAML (the text as a tree with places), Reading (the
/// language of workflow files, declared once for the readers and the JSON Schemas, and names resolved), Guards (what an
/// expression may speak of), Checks (what makes no sense together), Compiling (the machine, the canonical form, diagrams),
/// Craft (rubrics and calendars), Findings (mistakes and the table of their codes); Model is what comes out.
///
/// It knows nothing of cases, people or the database: what a guard asks of a case goes through ``GuardContext``.
///
/// Floor 3 (the files).
