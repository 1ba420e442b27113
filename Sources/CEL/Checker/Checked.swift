/// A node of the syntax tree with its type, and with every name replaced by what it stands for.
struct Checked: Sendable {
    indirect enum Kind: Sendable {
        case literal(Value)
        /// A variable of the environment, by its place in ``Checker/variables``.
        case variable(Int)
        /// A variable of a macro, by its place among those in scope.
        case local(Int)
        case select(Checked, field: String, isOptional: Bool)
        case presence(Checked, field: String)
        case call(Call)
        case logical(Expression.Junction, [Checked])
        case conditional(Checked, Checked, Checked)
        case list([(value: Checked, isOptional: Bool)])
        case map([(key: Checked, value: Checked, isOptional: Bool)])
        case message(MessageType, [(name: String, value: Checked)])
        case comprehension(Comprehension)
        case binding(local: Int, value: Checked, body: Checked)
        case optionalMap(Checked, local: Int, body: Checked, isFlat: Bool)
        /// What only an evaluation can find missing, in a program that was not checked.
        case failure(EvaluationError.Code, String)
    }

    struct Call: Sendable {
        let name: String
        /// Those that the types of the arguments allow, at least one.
        let overloads: [Overload]
        let arguments: [Checked]
    }

    struct Comprehension: Sendable {
        let form: Expression.Comprehension.Form
        let range: Checked
        let variables: [String]
        /// The place of the first variable; a second one is next to it.
        let local: Int
        let condition: Checked?
        let body: Checked
    }

    let kind: Kind
    let type: Type
    let span: Span
}
