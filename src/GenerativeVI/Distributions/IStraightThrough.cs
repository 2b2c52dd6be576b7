namespace GenerativeVI.Distributions;

/// <summary>
/// A sampler of discrete draws that carry the gradient of something smooth in their stead. Gradients through them are biased, so it is not
/// <see cref="IReparameterized"/>, and what is trained with them must say so.
/// </summary>
public interface IStraightThrough : ISampler;
