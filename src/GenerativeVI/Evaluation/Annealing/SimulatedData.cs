using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
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
    /// <param name="classes">The classes of a conditional model, which the rows take in turn; 0 for a model without labels.</param>
    public static SimulatedData From(IConditional<ISampler> prior, IConditional<ISampler> likelihood, long count, RandomStream random, int classes = 0)
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), $"simulated rows: expected at least 1, got {count}.");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var rest = new AtRest(prior, likelihood);
        var labels = classes == 0 ? null : arange(count, device: random.Device).remainder(classes);
        var origin = prior.At(new Inputs(zeros(0, device: random.Device), Label: labels));
        var latents = (origin.BatchShape.Length > 0 ? origin.Sample(random.Split("latent")) : origin.Sample(random.Split("latent"), count)).Value;
        Shapes.Require(latents, "z of the prior", count, "D");
        var rows = likelihood.At(new Inputs(latents, Label: labels)).Sample(random.Split("data")).Value;
        return new SimulatedData(new TensorData(rows, labels), latents.DetachFromDisposeScope());
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Rows.Dispose();
        Latents.Dispose();
    }
}
