using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// A conditional that also sees the row's class: the inner network sees [value, one-hot(label)], or the one-hot alone
/// (Kingma+ 2014; Sohn+ 2015).
/// </summary>
/// <typeparam name="TDistribution">What the inner conditional returns.</typeparam>
public sealed class ClassConditional<TDistribution> : nn.Module, IConditional<TDistribution>
    where TDistribution : ISampler
{
    private readonly IConditional<TDistribution> inner;
    private readonly int classes;
    private readonly bool labelAlone;

    /// <summary>A conditional over a wider network.</summary>
    /// <param name="inner">From [..., D + classes], or from [..., classes]; owned from now on.</param>
    /// <param name="classes">How many classes there are, at least 1.</param>
    /// <param name="labelAlone">Whether the value is left out, as for a prior p(z|y); false by default.</param>
    public ClassConditional(IConditional<TDistribution> inner, int classes, bool labelAlone = false)
        : base(nameof(ClassConditional<>))
    {
        if (classes < 1) throw new ArgumentOutOfRangeException(nameof(classes), $"classes: expected at least 1, got {classes}; a conditional model needs labelled data.");
        (this.inner, this.classes, this.labelAlone) = (inner, classes, labelAlone);
        RegisterComponents();
    }

    /// <summary>The distribution given value and class.</summary>
    /// <param name="inputs">The value, [..., B, D], and the labels, whole numbers [B] in 0 … classes − 1.</param>
    /// <exception cref="ArgumentException">There are no labels, they are no whole numbers or of another length, or one
    /// is out of range.</exception>
    public TDistribution At(Inputs inputs)
    {
        var labels = inputs.Label ?? throw new ArgumentException("label: this model is conditional on classes, and no label was given.", nameof(inputs));
        if (labels.is_floating_point() || labels.is_complex() || labels.dtype == ScalarType.Bool)
            throw new ArgumentException($"label: expected whole numbers, the classes of the rows, got {labels.dtype}.", nameof(inputs));
        if (labels.dtype != ScalarType.Int64) labels = labels.to_type(ScalarType.Int64);
        if (labels.dim() != 1 || (!labelAlone && (inputs.Value.dim() < 2 || (labels.shape[0] != inputs.Value.shape[^2] && labels.shape[0] != 1))))
            throw new ArgumentException($"label: expected one class for each of the rows of {Shapes.Text(inputs.Value.shape)}, got {Shapes.Text(labels.shape)}.", nameof(inputs));
        if (labels.numel() > 0 && (labels.min().item<long>() < 0 || labels.max().item<long>() >= classes))
            throw new ArgumentException($"label: expected 0 … {classes - 1}, got {labels.min().item<long>()} … {labels.max().item<long>()}.", nameof(inputs));
        var hot = nn.functional.one_hot(labels, classes).to_type(inputs.Value.dtype); // [B, C]
        if (labelAlone) return inner.At(inputs with { Value = hot });
        var value = inputs.Value;
        return inner.At(inputs with { Value = cat([value, hot.expand([.. value.shape[..^1], classes])], -1) });
    }
}
