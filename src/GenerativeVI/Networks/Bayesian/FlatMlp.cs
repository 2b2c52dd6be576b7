using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>
/// A multilayer perceptron as a function of its input and of all its weights, a flat vector v: h_l = a(s_l (W_l h_{l−1} + b_l)), the last layer without a, where v holds W₁, b₁, W₂, b₂, … row by row.
/// S such vectors make S networks that are evaluated in one pass, a batched product a layer. It has no parameters of its own.
/// </summary>
/// <remarks>With s_l the deviation that a layer's weights have under their prior, v is in units of that prior: v ~ N(0, I) is W_l ~ N(0, s_l²), and any method for latent variables with that prior serves weights.</remarks>
public sealed class FlatMlp
{
    private readonly long[] widths;
    private readonly double[] scales;

    /// <summary>A network of so many units.</summary>
    /// <param name="inputs">D ≥ 1.</param>
    /// <param name="hidden">The widths of the hidden layers; none makes the network linear.</param>
    /// <param name="outputs">O ≥ 1.</param>
    /// <param name="activation">The nonlinearity after every hidden layer.</param>
    /// <param name="scales">s of every layer, the last one's too, above 0; 1 when null.</param>
    /// <exception cref="ArgumentException">A width is below 1, or the scales are not one a layer, or not above 0.</exception>
    public FlatMlp(long inputs, IReadOnlyList<int> hidden, long outputs, Activation activation = Activation.Relu, IReadOnlyList<double>? scales = null)
    {
        (widths, Activation) = ([inputs, .. hidden, outputs], activation);
        if (widths.Any(width => width < 1)) throw new ArgumentException($"widths: expected at least 1, got {string.Join("-", widths)}.");
        this.scales = [.. scales ?? [.. Enumerable.Repeat(1.0, widths.Length - 1)]];
        if (this.scales.Length != widths.Length - 1 || this.scales.Any(scale => !(scale > 0)))
            throw new ArgumentException($"scales: expected one above 0 for each of the {widths.Length - 1} layers, got [{string.Join(", ", this.scales)}].", nameof(scales));
        GroupSizes = [.. Enumerable.Range(0, widths.Length - 1).SelectMany(l => new[] { widths[l] * widths[l + 1], widths[l + 1] })];
    }

    /// <summary>The deviations c/√(n + 1), n a layer's inputs, under which hidden units and outputs stay of one order whatever the widths.</summary>
    /// <param name="inputs">D.</param>
    /// <param name="hidden">The widths of the hidden layers.</param>
    /// <param name="factor">c above 0; 1 by default.</param>
    public static IReadOnlyList<double> FanInScales(long inputs, IReadOnlyList<int> hidden, double factor = 1) =>
        [.. hidden.Select(width => (long)width).Prepend(inputs).Select(n => factor / Math.Sqrt(n + 1))];

    /// <summary>The nonlinearity.</summary>
    public Activation Activation { get; }

    /// <summary>s of every layer.</summary>
    public IReadOnlyList<double> Scales => scales;

    /// <summary>The weights of each matrix and each bias, in their order: their sum is the length of v.</summary>
    public IReadOnlyList<long> GroupSizes { get; }

    /// <summary>The length of v.</summary>
    public long Dimension => GroupSizes.Sum();

    /// <summary>D and O.</summary>
    public (long Inputs, long Outputs) Ends => (widths[0], widths[^1]);

    /// <summary>The matrices and biases that vectors stand for, as they multiply: s_l times their part of v.</summary>
    /// <param name="weights">v, [S, length].</param>
    /// <returns>For every layer [S, out, in] and [S, out].</returns>
    public IReadOnlyList<(Tensor Weight, Tensor Bias)> Layers(Tensor weights)
    {
        Shapes.Require(weights, nameof(weights), "S", Dimension);
        var parts = weights.split([.. GroupSizes], 1);
        return [.. scales.Select((scale, l) => (Scaled(parts[2 * l], scale).reshape(-1, widths[l + 1], widths[l]), Scaled(parts[2 * l + 1], scale)))];
    }

    /// <summary>The outputs of S networks.</summary>
    /// <param name="weights">v, [S, length].</param>
    /// <param name="inputs">x, [B, D], the same for all.</param>
    /// <returns>[S, B, O].</returns>
    public Tensor Outputs(Tensor weights, Tensor inputs)
    {
        Shapes.Require(inputs, nameof(inputs), "B", widths[0]);
        var layers = Layers(weights);
        var hidden = inputs.expand(weights.shape[0], inputs.shape[0], inputs.shape[1]);
        for (var l = 0; l < layers.Count; l++)
        {
            hidden = hidden.bmm(layers[l].Weight.transpose(1, 2)) + layers[l].Bias.unsqueeze(1); // [S, B, out]
            if (l + 1 < layers.Count) hidden = Activation.ApplyTo(hidden);
        }
        return hidden;
    }

    /// <summary>A vector to begin at: matrices and biases as torch's linear layers have them, whatever the scales.</summary>
    /// <param name="random">Its stream.</param>
    /// <param name="dtype">Its type; float32 by default.</param>
    /// <returns>[length].</returns>
    public Tensor Start(RandomStream random, ScalarType dtype = ScalarType.Float32)
    {
        using var scope = NewDisposeScope();
        var parts = scales.SelectMany((scale, l) =>
        {
            using var layer = Initialization.Linear(widths[l], widths[l + 1], random.Split($"layer {l + 1}"), dtype);
            return new[] { layer.weight!.detach().flatten() / scale, layer.bias!.detach() / scale };
        });
        return cat([.. parts]).MoveToOuterDisposeScope();
    }

    private static Tensor Scaled(Tensor part, double scale) => scale == 1 ? part : part * scale;
}
