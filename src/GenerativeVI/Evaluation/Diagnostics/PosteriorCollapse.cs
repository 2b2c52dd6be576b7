using System.Globalization;

namespace GenerativeVI.Evaluation;

/// <summary>Posterior collapse, in plain words: q(z|x) near p(z) for every x, so that z tells nothing of x and the decoder models the data alone (Bowman+ 2016).</summary>
public static class PosteriorCollapse
{
    /// <summary>The rate, in nats, below which z tells next to nothing.</summary>
    public const double LeastRate = 0.1;

    /// <summary>What to tell the person who trains, once the KL has its full weight: one sentence, or null where all is well.</summary>
    /// <param name="rate">The mean KL(q(z|x)‖p(z)), nats; null where it is not known.</param>
    /// <param name="active">How many dimensions are active (<see cref="ActiveUnits"/>); null where they were not counted.</param>
    /// <param name="latent">How many there are.</param>
    public static string? Sentence(double? rate, int? active, long latent)
    {
        if (rate < LeastRate || active == 0)
        {
            var signs = string.Join(" and ", new[] { rate is { } nats ? Invariant($"a rate of {nats:F2} nats") : null, active is { } units ? Invariant($"{units} of {latent} latent dimensions active") : null }.OfType<string>());
            return $"The posterior has collapsed onto the prior, with {signs}: z tells next to nothing of x; a longer KL warm-up, free bits or a weaker decoder may help.";
        }
        return active * 10 < latent
            ? Invariant($"Only {active} of {latent} latent dimensions tell anything of x; the others repeat the prior: a longer KL warm-up may wake them, or a smaller z would do as well.")
            : null;

        static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
