using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>
/// The logarithm of the mean of a <see cref="NegativeBinomial"/> count, and its concentration r as a parameter of each
/// element, or as a second number that depends on z. Both start at r = 1.
/// </summary>
public sealed class NegativeBinomialOutput : CountOutput<NegativeBinomial>
{
    private readonly Parameter? logConcentration;

    /// <summary>An output layer.</summary>
    /// <param name="dimension">D, the elements of x.</param>
    /// <param name="isConditional">Whether r depends on z; false by default.</param>
    /// <param name="dtype">The type of the parameter; float32 by default.</param>
    /// <param name="device">Where the parameter lies; the CPU when null.</param>
    public NegativeBinomialOutput(long dimension, bool isConditional = false, ScalarType dtype = ScalarType.Float32,
        Device? device = null)
        : base(nameof(NegativeBinomialOutput))
    {
        if (!isConditional)
            (logConcentration = new Parameter(zeros(dimension, dtype: dtype, device: device))).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>2 where r depends on z, else 1.</summary>
    public override long PerElement => logConcentration is null ? 2 : 1;

    /// <inheritdoc/>
    public override NegativeBinomial Of(IReadOnlyList<Tensor> blocks) =>
        NegativeBinomial.FromLogarithms(blocks[0], logConcentration ?? blocks[1]);
}
