using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// A conditional that also sees a context of the row, such as an angle or another image: the inner network sees [value,
/// c], or c alone (Sohn+ 2015).
/// </summary>
/// <typeparam name="TDistribution">What the inner conditional returns.</typeparam>
public sealed class ContextConditional<TDistribution> : nn.Module, IConditional<TDistribution>
    where TDistribution : ISampler
{
    private readonly IConditional<TDistribution> inner;
    private readonly long length;
    private readonly bool contextAlone;

    /// <summary>A conditional over a wider network.</summary>
    /// <param name="inner">From [..., D + C], or from [..., C]; owned from now on.</param>
    /// <param name="length">C ≥ 1, the elements of a row's context.</param>
    /// <param name="contextAlone">Whether the value is left out, as for a prior p(z|c); false by default.</param>
    public ContextConditional(IConditional<TDistribution> inner, long length, bool contextAlone = false)
        : base(nameof(ContextConditional<>))
    {
        if (length < 1) throw new ArgumentOutOfRangeException(nameof(length), $"length: expected at least 1, got {length}.");
        (this.inner, this.length, this.contextAlone) = (inner, length, contextAlone);
        RegisterComponents();
    }

    /// <summary>The distribution given value and context.</summary>
    /// <param name="inputs">The value, [..., B, D], and the context, numbers [B, …] of C elements a row, or [B] where C
    /// is 1.</param>
    /// <exception cref="ArgumentException">There is no context, or it has another shape.</exception>
    public TDistribution At(Inputs inputs)
    {
        var context = inputs.Context ?? throw new ArgumentException("context: this model is conditional on numbers beside its rows, and none were given; set TensorData.Context or Batch.Context.", nameof(inputs));
        if (context.dim() == 0 || context.numel() != context.shape[0] * length || (!contextAlone && (inputs.Value.dim() < 2 || context.shape[0] != inputs.Value.shape[^2])))
            throw new ArgumentException($"context: expected {length} numbers for each of the rows of {Shapes.Text(inputs.Value.shape)}, got {Shapes.Text(context.shape)}.", nameof(inputs));
        var rows = context.reshape(-1, length).to_type(inputs.Value.dtype); // [B, C]
        if (contextAlone) return inner.At(inputs with { Value = rows });
        var value = inputs.Value;
        return inner.At(inputs with { Value = cat([value, rows.expand([.. value.shape[..^1], length])], -1) });
    }
}
