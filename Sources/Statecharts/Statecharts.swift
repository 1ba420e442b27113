/// State machines after the W3C SCXML Recommendation.
///
/// It knows nothing of schools, YAML or SQL, and could be a package of its own.
///
/// Floor 1 (the ground).
