using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// q(z) = (1/M) Σ_m k(z|ψ_m) with particles ψ_m that are learned like the kernel: a semi-implicit distribution whose
/// mixing is a cloud of points (Lim &amp; Johansen 2024). Of a finite mixture everything is exact: its density, its
/// ELBO, its importance weights.
/// </summary>
public sealed class ParticleMixture : nn.Module, IConditional<FiniteMixing>
{
    private readonly Parameter particles;
    private readonly IConditional<IDistribution> kernel;

    /// <summary>A mixture of particles from N(0, I).</summary>
    /// <param name="count">M ≥ 1.</param>
    /// <param name="dimension">The dimension of ψ, at least 1.</param>
    /// <param name="kernel">k, given ψ as the value; owned from now on.</param>
    /// <param name="random">The stream of the first particles.</param>
    /// <param name="dtype">Their type; float32 by default.</param>
    public ParticleMixture(
        long count, long dimension, IConditional<IDistribution> kernel, RandomStream random,
            ScalarType dtype = ScalarType.Float32)
        : base(nameof(ParticleMixture))
    {
        if (count < 1)
            throw new ArgumentOutOfRangeException(nameof(count), $"particles: expected at least 1, got {count}.");
        if (dimension < 1)
            throw new ArgumentOutOfRangeException(nameof(dimension),
            $"dimension: expected at least 1, got {dimension}.");
        this.kernel = kernel;
        particles = LearnedStart.Kept(random.Normal([count, dimension], dtype));
        RegisterComponents();
    }

    /// <summary>ψ_1 … ψ_M, [M, dimension].</summary>
    public Parameter Particles => particles;

    /// <summary>k.</summary>
    public IConditional<IDistribution> Kernel => kernel;

    /// <summary>The mixture, whatever the inputs.</summary>
    /// <param name="inputs">Not looked at.</param>
    /// <returns>Batch shape [].</returns>
    public FiniteMixing At(Inputs inputs) => new(
        new Choice(zeros(particles.shape[0], dtype: particles.dtype, device: particles.device)), particles,
            psi => kernel.At(new Inputs(psi)));

    /// <summary>
    /// L draws of each particle's kernel, which together are M L draws of q, as even as can be among its parts.
    /// </summary>
    /// <param name="draws">L ≥ 1.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <returns>[L, M, D], with gradients to the particles and the kernel.</returns>
    public Tensor Each(int draws, RandomStream random) => kernel.At(new Inputs(particles)).Sample(random, draws).Value;
}
