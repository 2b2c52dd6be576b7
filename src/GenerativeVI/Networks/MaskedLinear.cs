using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>A linear layer some of whose weights are held at zero: y = (M ⊙ W) x + b, with M of zeros and ones (Germain+ 2015, equation 5).</summary>
public sealed class MaskedLinear : nn.Module<Tensor, Tensor>
{
    private const string Mask = "mask";

    private readonly Parameter weight;
    private readonly Parameter bias;

    /// <summary>A layer with weights and biases from U(−1/√n, 1/√n) times a scale, n the inputs.</summary>
    /// <param name="mask">M, [outputs, inputs], zeros and ones; copied. It follows the weights to their device and is not saved: it belongs to the architecture.</param>
    /// <param name="random">The stream of the weights; the layer is made on its device.</param>
    /// <param name="scale">What the first weights and biases are multiplied by, at least 0; 1 by default.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    public MaskedLinear(Tensor mask, RandomStream random, double scale = 1, ScalarType dtype = ScalarType.Float32)
        : base(nameof(MaskedLinear))
    {
        Shapes.Require(mask, nameof(mask), "outputs", "inputs");
        var layer = Initialization.Linear(mask.shape[1], mask.shape[0], random, dtype, scale);
        (weight, bias) = (layer.weight!, layer.bias!);
        RegisterComponents();
        register_buffer(Mask, mask.to_type(dtype, copy: true).to(random.Device).DetachFromDisposeScope(), persistent: false);
    }

    /// <summary>W, [outputs, inputs]; what the mask holds at zero is in it and without effect.</summary>
    public Parameter Weight => weight;

    /// <summary>b, [outputs].</summary>
    public Parameter Bias => bias;

    /// <summary>(M ⊙ W) x + b.</summary>
    /// <param name="input">[..., inputs].</param>
    /// <returns>[..., outputs].</returns>
    public override Tensor forward(Tensor input) => nn.functional.linear(input, weight * get_buffer(Mask)!, bias);
}
