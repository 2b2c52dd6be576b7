using GenerativeVI.Ratios;

namespace GenerativeVI.Evaluation;

/// <summary>What S importance weights w_s = p(x, z_s)/q(z_s|x) of every row say, [N] each.</summary>
/// <param name="Elbo">(1/S) Σ log w_s, nats.</param>
/// <param name="LogLikelihood">log (1/S) Σ w_s, nats.</param>
/// <param name="Distortion">−(1/S) Σ log p(x|z_s), nats; the rate is what it and the ELBO leave: rate = −ELBO − distortion.</param>
/// <param name="EffectiveSamples">(Σ w)²/Σ w², from 1 to S: how many equal weights would be as good.</param>
/// <param name="TailShape">Pareto k̂ of the weights (<see cref="ParetoTail"/>); NaN below 25 draws.</param>
/// <param name="Samples">S.</param>
/// <param name="Standing">What the log-ratios in the weights are.</param>
public sealed record WeightedRows(double[] Elbo, double[] LogLikelihood, double[] Distortion, double[] EffectiveSamples, double[] TailShape, int Samples, Standing Standing)
{
    /// <summary>What the bounds are of log p(x).</summary>
    public Guarantee Guarantee => Standing.Guarantee is Guarantee.Exact or Guarantee.Lower or Guarantee.Unbiased ? Guarantee.Lower : Guarantee.None;

    /// <summary>Both bounds, as means over the rows.</summary>
    public LikelihoodBounds Bounds => new(Estimate.Of(Elbo, Guarantee, Samples), Estimate.Of(LogLikelihood, Guarantee, Samples));

    /// <summary>The mean distortion E_q[−log p(x|z)].</summary>
    public Estimate MeanDistortion => Estimate.Of(Distortion, Guarantee.Estimated, Samples);

    /// <summary>The mean rate E_q[log q(z|x) − log p(z)]: KL(q‖p(z)), or at least that where the log-ratio is a lower bound.</summary>
    public Estimate MeanRate => Estimate.Of(
        [.. Elbo.Zip(Distortion, (elbo, distortion) => -elbo - distortion)],
        Standing.Guarantee switch { Guarantee.Exact => Guarantee.Estimated, Guarantee.Lower or Guarantee.Unbiased => Guarantee.Upper, _ => Guarantee.None },
        Samples);

    /// <summary>
    /// The standard error of the mean importance-weighted log-likelihood that comes from the draws alone, the rows held fixed: a row's is about √(1/ESS − 1/S). It is found from the weights that were drawn, and
    /// where the largest ones never are it is too small (<see cref="SamplingErrorIsLow"/>). NaN at S = 1, of which nothing is known.
    /// </summary>
    public double SamplingError => Samples == 1 ? double.NaN : Math.Sqrt(EffectiveSamples.Sum(effective => Math.Max(0, 1 / effective - 1.0 / Samples))) / EffectiveSamples.Length;

    /// <summary>
    /// Whether <see cref="SamplingError"/> is a lower estimate alone: where a row's weights have a tail of k̂ above 0.7, whose few largest weights decide the error and are mostly not among the draws, and
    /// below 25 draws, of which no tail can be told. The spread between seeds may then be twice as large or more.
    /// </summary>
    public bool SamplingErrorIsLow => ParetoTail.Length(Samples) < ParetoTail.Shortest || TailShape.Any(shape => shape > ParetoTail.Unreliable);
}
