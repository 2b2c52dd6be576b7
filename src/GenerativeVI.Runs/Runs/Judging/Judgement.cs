using GenerativeVI.Evaluation;

namespace GenerativeVI;

/// <summary>What an evaluation found of rows.</summary>
/// <param name="Weights">What importance weights say of every row.</param>
/// <param name="Annealed">What annealing says of every row, where it was asked for.</param>
/// <param name="Certificate">What is certain of their mean log p(x).</param>
/// <param name="Aggregate">The rate taken apart, over the first rows; null where q(z|x) or p(z) has no density.</param>
/// <param name="Active">Which dimensions of z are used.</param>
/// <param name="Dimension">D, the elements of a row.</param>
/// <param name="Simulated">What is certain of the mean log p(x) of rows drawn from the model: a bracket; null where it was not asked for.</param>
/// <param name="Sandwich">Both sides of the entropy, the KL and the ELBO of some rows' semi-implicit posteriors; null where they were not asked for.</param>
public sealed record Judgement(
    WeightedRows Weights, AnnealedRows? Annealed, Certificate Certificate, AggregatePosterior? Aggregate, ActiveUnits Active, long Dimension, Certificate? Simulated,
    SandwichedRows? Sandwich = null)
{
    /// <summary>ELBO and importance-weighted log p(x).</summary>
    public LikelihoodBounds Bounds => Weights.Bounds;

    /// <summary>The share of rows whose weights have a tail too heavy to rely on (k̂ above 0.7), where k̂ is known.</summary>
    public double UnreliableShare
    {
        get
        {
            var known = Weights.TailShape.Where(shape => !double.IsNaN(shape)).ToArray();
            return known.Length == 0 ? double.NaN : (double)known.Count(shape => shape > ParetoTail.Unreliable) / known.Length;
        }
    }
}
