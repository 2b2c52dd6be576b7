using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>q(z|ψ) = N(ψ, L Lᵀ) with one learned Cholesky factor for every ψ: SIVI's kernel where the elements of z depend on each other whatever the mixing (Yin &amp; Zhou 2018, section 5.3).</summary>
public sealed class FullNormalKernel : nn.Module, IConditional<FullNormal>
{
    private readonly Parameter logDiagonal;
    private readonly Parameter lower;

    /// <summary>A kernel that begins at independent elements.</summary>
    /// <param name="dimension">D, of ψ and z, at least 1.</param>
    /// <param name="scale">Where every standard deviation starts, above 0; 1 by default.</param>
    /// <param name="device">Where the parameters live; the CPU when null.</param>
    /// <param name="dtype">Their type; float32 by default.</param>
    public FullNormalKernel(long dimension, double scale = 1, Device? device = null, ScalarType dtype = ScalarType.Float32)
        : base(nameof(FullNormalKernel))
    {
        if (!(scale > 0)) throw new ArgumentOutOfRangeException(nameof(scale), $"scale: expected above 0, got {scale}.");
        (logDiagonal = new Parameter(full(dimension, Math.Log(scale), dtype: dtype, device: device))).DetachFromDisposeScope();
        (lower = new Parameter(zeros(dimension, dimension, dtype: dtype, device: device))).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>The distribution of z given ψ.</summary>
    /// <param name="inputs">ψ as the value.</param>
    public FullNormal At(Inputs inputs) => FullNormal.FromLogDiagonal(inputs.Value, logDiagonal, lower);
}
