using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>A way to find log p(z) − log q(z|x) at draws of q.</summary>
/// <typeparam name="TPrior">The priors it takes.</typeparam>
/// <typeparam name="TPosterior">The posteriors it takes.</typeparam>
public interface ILogRatio<in TPrior, in TPosterior>
    where TPrior : ISampler
    where TPosterior : ISampler
{
    /// <summary>What its numbers are good for.</summary>
    Standing Standing { get; }

    /// <summary>The log-ratio at a draw.</summary>
    /// <param name="prior">p(z).</param>
    /// <param name="posterior">q(z|x).</param>
    /// <param name="draw">z ~ q and how it was made.</param>
    /// <param name="random">The stream of fresh draws, where the estimate needs any.</param>
    RatioEstimate Estimate(TPrior prior, TPosterior posterior, Draw draw, RandomStream random);
}
