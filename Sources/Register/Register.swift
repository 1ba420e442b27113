/// Who belongs where, and when: organisations, people, affiliations, interests, credentials.
///
/// Floor 2 (the craft).
