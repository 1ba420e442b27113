/// YAML in; a checked workflow, rubric or calendar out, or every mistake with its place.
///
/// Floor 3 (the files).
