namespace GenerativeVI.Flows;

/// <summary>The state at the end of an integration, and what it took.</summary>
/// <param name="State">The tensors of the state, in the order in which they were given.</param>
/// <param name="Evaluations">How often the right side was evaluated.</param>
/// <param name="Steps">Steps that were kept.</param>
/// <param name="Rejected">Steps that were taken back because their error was too large.</param>
public sealed record OdeSolution(IReadOnlyList<Tensor> State, int Evaluations, int Steps, int Rejected);
