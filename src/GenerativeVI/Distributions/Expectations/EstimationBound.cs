namespace GenerativeVI.Distributions;

/// <summary>What the differential entropy says about how well a variable can be guessed.</summary>
public static class EstimationBound
{
    /// <summary>E(x − x̂)² ≥ exp(2 h(x))/(2πe) for every constant guess x̂, with equality for a normal x and x̂ its mean only (Cover &amp; Thomas 2006, theorem 8.6.6).</summary>
    /// <param name="entropy">h(x) of one dimension in nats, any shape; of x given y it bounds guesses from y.</param>
    /// <returns>The least squared error, of the same shape, in the squared unit of x.</returns>
    public static Tensor LeastSquaredError(Tensor entropy) => (2 * entropy).exp() / (2 * Math.PI * Math.E);
}
