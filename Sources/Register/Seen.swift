extension Register {
    /// What a person who coordinates nothing may see: everybody's posts and credentials, and of addresses, interests, declarations and the
    /// conditions and rests of credentials her own alone. What was given by mistake she does not see.
    public func seen(by person: String) -> Register {
        let people = people.map { other in
            var other = other
            if !other.id.isSame(as: person) { other.email = nil }
            return other
        }
        let held = credentials.filter { !$0.isVoid || $0.person.isSame(as: person) }.map { credential in
            var credential = credential
            if !credential.person.isSame(as: person) { (credential.conditions, credential.pauses) = (nil, []) }
            return credential
        }
        let own = interests.filter { $0.one == .person(person) || $0.other == .person(person) }
        return Register(
            rows: organisations.map(Row.organisation) + people.map(Row.person) + affiliations.map(Row.affiliation)
                + held.map(Row.credential) + own.map(Row.interest)
                + declarations.filter { $0.person.isSame(as: person) }.map(Row.declaration))
    }
}
