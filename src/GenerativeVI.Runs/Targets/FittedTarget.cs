using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>A posterior that was fitted to a target.</summary>
public sealed partial class FittedTarget : IDisposable
{
    // As many independent means as the standard error is taken over.
    private const int Repeats = 20;

    /// <summary>Draws that a bound is usually taken over.</summary>
    public const int UsualDraws = 2000;

    private readonly TargetParts parts;

    private readonly long dimension;

    internal FittedTarget(TargetParts parts, long dimension, TargetSettings settings, double? clamped) =>
        (this.parts, this.dimension, Settings, ClampedShare) = (parts, dimension, settings, clamped);

    /// <summary>How it was fitted.</summary>
    public TargetSettings Settings { get; }

    /// <summary>The share, 0 … 1, of density ratios in the last hundred steps that were the least which kernel regression says, and taught nothing; null for other methods.</summary>
    public double? ClampedShare { get; }

    /// <summary>Independent draws.</summary>
    /// <param name="count">S ≥ 1.</param>
    /// <param name="random">Their stream.</param>
    /// <returns>float64 [S, D].</returns>
    public Tensor Draw(int count, RandomStream random)
    {
        using var _ = no_grad();
        return parts.Posterior.At(TargetDensity.Rows(1).Inputs).Sample(random, count).Value;
    }

    /// <summary>
    /// E_q [log p̃(z) − log q(z)] ≤ log ∫ p̃, with log q exact or from above by K = <see cref="TargetSettings.ReportedMixing"/> draws. Draws that share their mixing draws are not independent, so the
    /// standard error is that of twenty means.
    /// </summary>
    /// <param name="samples">Draws of z, at least 20.</param>
    /// <param name="random">Their stream.</param>
    /// <returns>A lower bound; null for implicit posteriors, of which nothing is known that bounds anything.</returns>
    public Estimate? Bound(int samples, RandomStream random)
    {
        if (samples < Repeats) throw new ArgumentOutOfRangeException(nameof(samples), $"samples: expected at least {Repeats}, got {samples}.");
        if (parts.Judged is not { } model) return null;
        using var _ = no_grad();
        var means = new double[Repeats];
        for (var i = 0; i < Repeats; i++)
        {
            using var scope = NewDisposeScope();
            means[i] = new Elbo().Evaluate(model, TargetDensity.Rows(samples / Repeats), random).PerDatum!.mean().Number();
        }
        return Estimate.Of(means, Guarantee.Lower, samples / Repeats);
    }

    /// <summary>
    /// The ELBO and the entropy of a semi-implicit posterior from both sides, with as many mixing draws as
    /// <see cref="TargetSettings.Tolerance"/> asks for; 0.1 nats where it asks for nothing.
    /// </summary>
    /// <param name="samples">Draws of z, at least 2.</param>
    /// <param name="random">Their stream.</param>
    /// <returns>Null for posteriors with a density, whose bound needs no sandwich, and for those of which nothing is
    /// known.</returns>
    public TargetBounds? Sandwich(int samples, RandomStream random) =>
        parts.Sandwich?.Invoke(samples, Settings.Tolerance ?? 0.1, random);

    /// <summary>
    /// log q anywhere: exact where q has a density, and of a semi-implicit q from below in expectation, log (1/K) Σ_k
    /// q(z|ψ_k)
    /// by K fresh draws that all z share. The mean of log p − log q under the target p itself is then KL(p‖q), or
    /// above it.
    /// </summary>
    /// <param name="value">z, float64 [N, D].</param>
    /// <param name="mixing">K ≥ 1.</param>
    /// <param name="random">The stream of the draws of ψ.</param>
    /// <returns>[N], nats; null for posteriors that are known by their draws alone.</returns>
    public Tensor? LogDensity(Tensor value, int mixing, RandomStream random)
    {
        Shapes.Require(value, nameof(value), "N", dimension);
        using var _ = no_grad();
        return parts.Posterior.At(TargetDensity.Rows(1).Inputs) switch
        {
            IDistribution known => known.LogDensity(value),
            ISemiImplicit<ISampler> mixed => new MixingSamples(mixing).Lower(mixed, value, random),
            _ => null,
        };
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose() => Module.Dispose();

    private nn.Module Module => (nn.Module)parts.Trained;
}
