using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Ratios;

namespace GenerativeVI.Objectives;

/// <summary>
/// log p(x) itself, for models whose density can be evaluated: a flow on data, say. A phase of a trainer maximizes it, as in
/// <c>new Phase("likelihood", optimizer, step => ExactLogLikelihood.Evaluate(model, step.Batch))</c>.
/// </summary>
public static class ExactLogLikelihood
{
    /// <summary>The log-likelihood of a batch.</summary>
    /// <param name="model">p(x), or p(x|label) where it looks at labels; it must not look at the value it is evaluated at.</param>
    /// <param name="batch">x, [B, D].</param>
    /// <returns>A number without an estimate in it, <see cref="Guarantee.Exact"/>; its log-ratio is 0, for there is no latent variable.</returns>
    public static Bound Evaluate(IConditional<IDistribution> model, Batch batch)
    {
        var logDensity = model.At(batch.Inputs).LogDensity(batch.Value); // [B]
        var number = logDensity.detach();
        var none = zeros_like(number).unsqueeze(0);
        var terms = new LogTerms(new Draw(batch.Value), number.unsqueeze(0), new RatioEstimate(none, none), new Standing(Guarantee.Exact, Weighting.PerDraw));
        return new Bound(number, logDensity.mean(), Guarantee.Exact, terms);
    }
}
