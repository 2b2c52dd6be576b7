using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// What the objectives share: the checks of meaningless combinations, and the bound of a reduction of log-weights.
/// </summary>
internal static class Composition
{
    /// <summary>Checks an objective when it is made.</summary>
    /// <param name="objective">Its name, for the sentence.</param>
    /// <param name="samples">S.</param>
    /// <param name="gradient">The estimator; null for pathwise.</param>
    /// <param name="klWeight">β.</param>
    /// <param name="isMean">Whether the objective is the mean of its log-weights.</param>
    /// <returns>S.</returns>
    public static int Checked(string objective, int samples, GradientEstimator? gradient, double klWeight, bool isMean = false)
    {
        var least = gradient?.LeastSamples ?? 1;
        if (samples < 1) throw new ArgumentException($"{objective}: samples: expected at least 1, got {samples}.");
        if (samples < least) throw new ArgumentException($"{objective}: this gradient needs at least {least} draws a row, got {samples}: with one there is none to leave out; take more draws or another baseline.");
        if (!(klWeight >= 0)) throw new ArgumentException($"{objective}: KL weight: expected at least 0, got {klWeight}.");
        if (!isMean && gradient is { IsForMeansOnly: true })
            throw new ArgumentException($"{objective}: {gradient.GetType().Name} is biased inside a bound that is not the mean of its log-weights; take {nameof(DoublyReparameterized)}.");
        return samples;
    }

    /// <summary>Checks that an objective suits a model.</summary>
    public static void Check(string objective, Standing standing, bool needsDraws)
    {
        if (needsDraws && standing.Weighting != Weighting.PerDraw)
            throw new ArgumentException($"{objective}: importance weights need one log-ratio a draw, and this model's is {(standing.Weighting == Weighting.Integrated ? "integrated" : "shared by all rows")}; take the ratio of exact densities (LatentVariableModel.With).");
        if (standing.Guarantee == Guarantee.Upper && is_grad_enabled())
            throw new ArgumentException($"{objective}: this model's log-ratio is an upper bound, and what is maximized of it bounds nothing; take a ratio that is exact or a lower bound, and report this one without gradients.");
    }

    /// <summary>
    /// A bound whose number and surrogate are one reduction of the log-weights: of the plain ones, and of those with
    /// the KL's weight.
    /// </summary>
    /// <param name="objective">Its name.</param>
    /// <param name="model">The model.</param>
    /// <param name="batch">x.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <param name="samples">S.</param>
    /// <param name="gradient">The estimator; null for pathwise.</param>
    /// <param name="klWeight">β.</param>
    /// <param name="guarantee">What the number is where the log-ratio is exact or a lower bound.</param>
    /// <param name="reduction">How the log-weights are reduced.</param>
    public static Bound Reduced(
        string objective, ILatentModel model, Batch batch, RandomStream random, int samples, GradientEstimator? gradient, double klWeight, Guarantee guarantee, Reduction reduction)
    {
        model = model.AtDraws();
        Check(objective, model.Standing, needsDraws: true);
        gradient ??= new Pathwise();
        var terms = model.Sample(batch, samples, gradient, random);
        var surrogate = batch.Mean(gradient.Surrogate(Annealed(terms, klWeight), reduction));
        return new Bound(Number(terms, reduction), surrogate, Of(guarantee, terms.Standing), terms);
    }

    /// <summary>The terms with the log-ratio's surrogate times β.</summary>
    public static LogTerms Annealed(LogTerms terms, double klWeight) =>
        klWeight == 1 ? terms : terms with { LogRatio = terms.LogRatio with { Surrogate = terms.LogRatio.Surrogate * klWeight } };

    /// <summary>
    /// The number of every row, [B], without a gradient and without annealing; null where the ratio has none.
    /// </summary>
    public static Tensor? Number(LogTerms terms, Reduction reduction)
    {
        using var _ = no_grad();
        return terms.LogRatio.Value is { } ratio ? reduction.Of((terms.LogLikelihood + ratio).detach()) : null;
    }

    /// <summary>The guarantee of a number whose log-ratio has this standing.</summary>
    public static Guarantee Of(Guarantee withExactRatio, Standing standing) => standing.Guarantee is Guarantee.Exact or Guarantee.Lower or Guarantee.Unbiased ? withExactRatio : Guarantee.None;
}
