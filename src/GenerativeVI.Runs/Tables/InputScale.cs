namespace GenerativeVI;

/// <summary>How much an input counts in the kernel of a relevance vector machine.</summary>
/// <param name="Name">The input after encoding.</param>
/// <param name="Scale">
/// s ≥ 0 of <see cref="Models.ArdKernel"/>, an inverse width in standardized units; 0 where it has no effect.
/// </param>
public sealed record InputScale(string Name, double Scale);
