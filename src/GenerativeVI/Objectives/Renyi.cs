using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// The variational Rényi bound (1/(1 − α)) log (1/S) Σ_s w_s^{1−α}: at α = 0 the importance-weighted bound, towards α = 1 the ELBO, non-increasing in α. A lower bound of log p(x) in expectation
/// for every α ≥ 0 and S; for α &lt; 0 nothing is guaranteed (Li &amp; Turner 2016, theorem 2).
/// </summary>
/// <param name="Samples">S ≥ 1 draws a row.</param>
/// <param name="Order">α, any finite number.</param>
/// <param name="Gradient">How the gradient is estimated; pathwise by default.</param>
/// <param name="KlWeight">β ≥ 0, the weight of the log-ratio in the surrogate; 1 by default. The number is that of β = 1.</param>
public sealed record Renyi(int Samples, double Order, GradientEstimator? Gradient = null, double KlWeight = 1) : IObjective
{
    private const string Name = "Rényi bound";

    /// <summary>S ≥ 1 draws a row.</summary>
    public int Samples { get; init; } = Composition.Checked(Name, Samples, Gradient, KlWeight, isMean: Order == 1);

    /// <summary>α, any finite number.</summary>
    public double Order { get; init; } = double.IsFinite(Order) ? Order : throw new ArgumentException($"{Name}: order: expected a finite number, got {Order}.");

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The model, the gradient and the objective do not go together; the sentence names the remedy.</exception>
    public Bound Evaluate(ILatentModel model, Batch batch, RandomStream random) =>
        Composition.Reduced(Name, model, batch, random, Samples, Gradient, KlWeight, Order >= 0 ? Guarantee.Lower : Guarantee.None, new PowerMean(1 - Order));
}
