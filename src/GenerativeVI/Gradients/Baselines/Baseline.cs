namespace GenerativeVI.Gradients;

/// <summary>
/// What a draw's log-weight is expected to be without knowing the draw. A module: what it has learnt is saved in checkpoints with the model, and lives outside every step's scope.
/// </summary>
/// <param name="name">The module's name.</param>
public abstract class Baseline(string name) : nn.Module(name)
{
    /// <summary>The fewest draws a row that it works with; 1 by default.</summary>
    public virtual int LeastSamples => 1;

    /// <summary>b. The entry of a draw must not depend on that draw, nor on anything made of it, else the gradient is biased.</summary>
    /// <param name="terms">The parts of the log-weights; <see cref="LogTerms.Draw"/> holds what the posterior was conditioned on.</param>
    /// <param name="signal">What is to be expected: every draw's own part of its log-weight, [S, B], without a gradient.</param>
    /// <returns>[S, B], or broadcastable to it; with a gradient where it is learned, by least squares from the signal, along with the model.</returns>
    public abstract Tensor At(LogTerms terms, Tensor signal);
}
