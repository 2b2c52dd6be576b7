using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// The semi-implicit distribution whose mixing distribution has finitely many atoms: q(z) = Σ_a w_a q(z|ψ_a). Its density is an exact log-sum-exp and so is its reverse q(a|z): what
/// every bracket of a log-density is measured by. A Gaussian mixture and the VampPrior are such (Tomczak &amp; Welling 2018, eq. 9).
/// </summary>
/// <param name="mixing">Which atom, batch shape [B] or [].</param>
/// <param name="atoms">ψ_1 … ψ_A, [A, M].</param>
/// <param name="kernel">From ψ, [..., M], to q(z|ψ), as in <see cref="SemiImplicit{TMixing}"/>.</param>
/// <param name="batchShape">The batch shape of z; the mixing distribution's own when null.</param>
public sealed class FiniteMixing(Choice mixing, Tensor atoms, Func<Tensor, IDistribution> kernel, long[]? batchShape = null) : ISemiImplicit<Choice>, IDistribution
{
    private readonly Tensor atoms = Checked(atoms, mixing.Atoms);
    private readonly SemiImplicit<Choice> sampler = new(mixing, index => kernel(Select(atoms, index)), batchShape);

    /// <summary>Which atom: ψ is its number here, so that its probability is known.</summary>
    public Choice Mixing => sampler.Mixing;

    /// <inheritdoc/>
    public long[] BatchShape => sampler.BatchShape;

    /// <summary>q(z|ψ_a) for the atoms' numbers a, [..., 1].</summary>
    /// <inheritdoc/>
    public IDistribution Kernel(Tensor mixing) => sampler.Kernel(mixing);

    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => sampler.Sample(random, shape);

    /// <summary>log Σ_a w_a q(z|ψ_a): A kernels for every z, in one operation.</summary>
    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => Joint(value).logsumexp(0);

    /// <summary>q(a|z), the exact reverse: w_a q(z|ψ_a) up to a constant.</summary>
    /// <param name="value">z, [..., D].</param>
    public Choice Reverse(Tensor value) => new(Joint(value).movedim([0], [-1]));

    // log w_a + log q(z|ψ_a), [A, ...].
    private Tensor Joint(Tensor value)
    {
        var axes = value.dim() - 1;
        var spread = atoms.reshape([Mixing.Atoms, .. Enumerable.Repeat(1L, (int)axes), atoms.shape[^1]]); // [A, 1…, M]
        var logProbabilities = Mixing.LogProbabilities.movedim([-1], [0]); // [A, B]
        while (logProbabilities.dim() < axes + 1) logProbabilities = logProbabilities.unsqueeze(1);
        return kernel(spread).LogDensity(value) + logProbabilities;
    }

    private static Tensor Select(Tensor atoms, Tensor index) =>
        atoms.index_select(0, index.flatten().to_type(ScalarType.Int64)).reshape([.. index.shape[..^1], atoms.shape[^1]]);

    private static Tensor Checked(Tensor atoms, long count)
    {
        Shapes.Require(atoms, nameof(atoms), count, "M");
        return atoms;
    }
}
