using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>A log-ratio whose log q can be evaluated with q's parameters frozen: what sticking the landing, doubly reparameterized and score-function gradients stand on.</summary>
/// <typeparam name="TPrior">The priors it takes.</typeparam>
/// <typeparam name="TPosterior">The posteriors it takes.</typeparam>
public interface IFreezableRatio<in TPrior, in TPosterior> : ILogRatio<TPrior, TPosterior>
    where TPrior : ISampler
    where TPosterior : ISampler
{
    /// <summary>
    /// The estimate with the same value, in which the gradient of log q reaches q's parameters through z alone; where q is evaluated exactly,
    /// <see cref="RatioEstimate.LogPosterior"/> has the other part, the gradient at fixed z; a bracket has none.
    /// </summary>
    /// <inheritdoc cref="ILogRatio{TPrior, TPosterior}.Estimate"/>
    /// <exception cref="ArgumentException">q's parameters cannot be told from z in it; the sentence names the remedy.</exception>
    RatioEstimate EstimateFrozen(TPrior prior, TPosterior posterior, Draw draw, RandomStream random);
}
