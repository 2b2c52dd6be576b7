using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>Rows drawn from a model, z ~ p(z) and x ~ p(x|z). Of each pair, z is an exact draw of the posterior p(z|x), which real rows never have.</summary>
/// <param name="Rows">x, [N, D].</param>
/// <param name="Latents">z, [N, latent].</param>
public sealed record SimulatedData(TensorData Rows, Tensor Latents) : IDisposable
{
    /// <summary>Draws rows from a model.</summary>
    /// <param name="prior">p(z).</param>
    /// <param name="likelihood">p(x|z).</param>
    /// <param name="count">N ≥ 1.</param>
    /// <param name="random">The stream of the draws.</param>
    public static SimulatedData From(IConditional<ISampler> prior, IConditional<ISampler> likelihood, long count, RandomStream random)
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), $"simulated rows: expected at least 1, got {count}.");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var latents = prior.At(new Inputs(empty(0))).Sample(random.Split("latent"), count).Value;
        Shapes.Require(latents, "z of an unconditional prior", count, "D");
        var rows = likelihood.At(new Inputs(latents)).Sample(random.Split("data")).Value;
        return new SimulatedData(new TensorData(rows), latents.DetachFromDisposeScope());
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Rows.Dispose();
        Latents.Dispose();
    }
}
