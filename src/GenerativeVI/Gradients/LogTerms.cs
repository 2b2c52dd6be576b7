using GenerativeVI.Distributions;
using GenerativeVI.Ratios;

namespace GenerativeVI.Gradients;

/// <summary>The parts of log p(x, z)/q(z|x) at draws of q, before any reduction.</summary>
/// <param name="Draw">z ~ q(z|x), [S, B, D], and how it was made.</param>
/// <param name="LogLikelihood">log p(x|z), [S, B].</param>
/// <param name="LogRatio">log p(z) − log q(z|x), [S, B], or [1, B] integrated.</param>
/// <param name="Standing">What the log-ratio is good for.</param>
public sealed record LogTerms(Draw Draw, Tensor LogLikelihood, RatioEstimate LogRatio, Standing Standing);
