using GenerativeVI.Distributions;
using GenerativeVI.Ratios;

namespace GenerativeVI.Gradients;

/// <summary>The parts of log p(x, z)/q(z|x) at draws of q, before any reduction.</summary>
/// <param name="Draw">z ~ q(z|x), [S, B, D], and how it was made.</param>
/// <param name="LogLikelihood">log p(x|z), [S, B].</param>
/// <param name="LogRatio">log p(z) − log q(z|x), [S, B], or [1, B] integrated.</param>
/// <param name="Standing">What the log-ratio is good for.</param>
/// <param name="LogPosterior">log q(z|x) itself, [S, B], where q is evaluated exactly: with a gradient in q's parameters at fixed z when the estimator freezes q or cuts the path of z.</param>
/// <param name="RatioByDimension">The log-ratio of every latent dimension, [S, B, D], or [1, B, D] integrated, where the ratio was asked for it.</param>
public sealed record LogTerms(
    Draw Draw, Tensor LogLikelihood, RatioEstimate LogRatio, Standing Standing, Tensor? LogPosterior = null, Tensor? RatioByDimension = null);
