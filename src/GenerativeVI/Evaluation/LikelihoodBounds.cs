namespace GenerativeVI.Evaluation;

/// <summary>Two lower bounds on the mean log p(x) of some rows, from the same draws.</summary>
/// <param name="Elbo">The mean of the log-weights.</param>
/// <param name="LogLikelihood">Their log-mean-exp, the importance-weighted log-likelihood: at least the ELBO, and nearer to log p(x) with more draws.</param>
public sealed record LikelihoodBounds(Estimate Elbo, Estimate LogLikelihood);
