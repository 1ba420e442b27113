#if DEBUG
import Foundation
internal import GRDB

/// What a debug build does wrongly when `TRIAD_SABOTAGE` names it, so that whoever looks for lost commits is seen to find them.
enum Sabotage: String {
    case synchronousOff = "synchronous-off"
    case synchronousNormal = "synchronous-normal"
    case answerBeforeCommit = "answer-before-commit"
    /// One in a thousand is taken back, and answered all the same.
    case commitLeftOut = "commit-left-out"

    static let current = ProcessInfo.processInfo.environment["TRIAD_SABOTAGE"].flatMap { Sabotage(rawValue: $0) }

    /// Makes commits of this connection less safe than they are promised to be.
    static func unsettle(_ queue: DatabaseQueue) throws {
        switch current {
        case .synchronousOff: try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        case .synchronousNormal: try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = NORMAL") }
        case .answerBeforeCommit, .commitLeftOut, nil: return
        }
    }
}

extension Store {
    /// A transaction that does not keep what it promises; nil where it is to be an honest one.
    func sabotaged<Value>(_ body: (Database) throws -> (Value, keeps: Bool)) throws -> Value? {
        switch Sabotage.current {
        case .answerBeforeCommit: return try leftOpen(body)
        case .commitLeftOut where Int.random(in: 0..<1_000) == 0: return try takenBack(body)
        case .commitLeftOut, .synchronousOff, .synchronousNormal, nil: return nil
        }
    }

    /// The commit comes a moment after this has returned.
    private func leftOpen<Value>(_ body: (Database) throws -> (Value, keeps: Bool)) throws -> Value {
        let value = try queue.writeWithoutTransaction { db in
            try db.beginTransaction(.immediate)
            do {
                let (value, keeps) = try body(db)
                if !keeps { try db.rollback() }
                return value
            } catch {
                try db.rollback()
                throw error
            }
        }
        queue.asyncWriteWithoutTransaction { db in
            if db.isInsideTransaction { try? db.commit() }
        }
        return value
    }

    private func takenBack<Value>(_ body: (Database) throws -> (Value, keeps: Bool)) throws -> Value? {
        var value: Value?
        try queue.inTransaction(.immediate) { db in
            value = try body(db).0
            return .rollback
        }
        return value
    }
}
#endif
