/// The Common Expression Language: the language of guards.
///
/// It knows nothing of schools, YAML or SQL, and could be a package of its own.
///
/// Floor 1 (the ground).
