namespace GenerativeVI.Distributions;

/// <summary>
/// A sampler whose draws are differentiable functions z = f(ε, λ) of its parameters λ, explicitly or by the implicit function theorem, so that E_ε ∇_λ f(z) = ∇_λ E_q f(z).
/// A pathwise gradient asks for it; without it, as for a Bernoulli, the draws carry no gradient and only the score function is right.
/// </summary>
public interface IReparameterized : ISampler;
