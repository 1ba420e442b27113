internal import GRDB

/// The tables of a file: numbered steps, never edited once released, each with a file of its version kept for the tests.
enum Schema {
    /// "Tria" in ASCII: what `file(1)` and this program know a Triad file by.
    static let applicationID: Int32 = 0x5472_6961

    /// "Trib": a backup with documents in it, which is restored and not opened.
    static let backupID: Int32 = 0x5472_6962

    struct Migration {
        let version: Int
        let statements: [String]
    }

    static let migrations = [
        Migration(version: 1, statements: [ledgerOfVersion1, factsOfVersion1, besideOfVersion1]),
        Migration(version: 2, statements: [viewsOfVersion2]),
        Migration(version: 3, statements: [correctionsOfVersion3]),
        Migration(version: 4, statements: [documentsOfVersion4]),
        Migration(version: 5, statements: [votesOfVersion5]),
        Migration(version: 6, statements: [sessionsOfVersion6]),
    ]

    /// The version that this program writes.
    static let version = migrations.last?.version ?? 0

    /// Brings a database from one version to this program's; the caller has begun a transaction.
    static func migrate(_ db: Database, from version: Int) throws {
        for migration in migrations where migration.version > version {
            for statements in migration.statements { try db.execute(sql: statements) }
            try db.execute(sql: "PRAGMA user_version = \(migration.version)")
        }
    }
}
