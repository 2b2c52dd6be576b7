namespace GenerativeVI;

/// <summary>A function of a toy: E f under N(μ, σ²), found three ways, and its gradient found by every way there is.</summary>
/// <param name="Name">f.</param>
/// <param name="Exact">E f in closed form.</param>
/// <param name="MonteCarlo">The mean over draws.</param>
/// <param name="MonteCarloError">Its standard error.</param>
/// <param name="Taylor">The delta method's f(μ) + ½ f″(μ) σ²; null where f has no second derivative.</param>
/// <param name="Gradients">A row for every way and parameter.</param>
public sealed record ToyFunction(string Name, double Exact, double MonteCarlo, double MonteCarloError, double? Taylor, IReadOnlyList<ToyGradient> Gradients);
