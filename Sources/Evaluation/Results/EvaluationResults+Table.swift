extension EvaluationResults {
    package func table(alignment: Alignment) -> String { "" }
}
