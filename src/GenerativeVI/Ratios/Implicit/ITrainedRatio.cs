using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>
/// A log-ratio whose own network learns from draws of both sides, in a phase of its own: a classifier or a denoising autoencoder. What it says is as good as that network, so it guarantees
/// nothing.
/// </summary>
/// <typeparam name="TPrior">The priors it takes.</typeparam>
/// <typeparam name="TPosterior">The posteriors it takes.</typeparam>
public interface ITrainedRatio<in TPrior, in TPosterior> : ILogRatio<TPrior, TPosterior>
    where TPrior : ISampler
    where TPosterior : ISampler
{
    /// <summary>What the network maximizes, with gradients to its own parameters alone.</summary>
    /// <param name="prior">p(z).</param>
    /// <param name="posterior">q(z|x).</param>
    /// <param name="draw">z ~ q; nothing is learned about where it comes from.</param>
    /// <param name="random">The stream of other draws.</param>
    /// <returns>[S, B].</returns>
    Tensor Fit(TPrior prior, TPosterior posterior, Draw draw, RandomStream random);
}
