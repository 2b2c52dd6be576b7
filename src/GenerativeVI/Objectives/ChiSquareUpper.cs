using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// The χ² number ½ log (1/S) Σ w_s² (CUBO₂: Dieng+ 2017). ½ log E w² is an upper bound of log p(x), but its estimate from S draws is biased low — at S = 1 it is the ELBO — so that it guarantees
/// nothing. It is for reports: it is not maximized, and is refused where gradients are on.
/// </summary>
/// <param name="Samples">S ≥ 1 draws a row.</param>
public sealed record ChiSquareUpper(int Samples) : IObjective
{
    private const string Name = "χ² upper bound";

    /// <summary>S ≥ 1 draws a row.</summary>
    public int Samples { get; init; } = Composition.Checked(Name, Samples, null, 1);

    /// <summary>The number, without a gradient; the surrogate is its mean, and constant.</summary>
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Gradients are on: an upper bound is not maximized.</exception>
    public Bound Evaluate(ILatentModel model, Batch batch, RandomStream random)
    {
        if (is_grad_enabled()) throw new ArgumentException($"{Name}: an upper bound is not maximized, it would only rise away from log p(x); train with a lower bound, and report this one under no_grad.");
        return Composition.Reduced(Name, model, batch, random, Samples, new Pathwise(), 1, Guarantee.None, new PowerMean(2));
    }
}
