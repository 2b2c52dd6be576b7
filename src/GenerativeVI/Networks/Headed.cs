using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>A body network, then one linear layer.</summary>
public sealed class Headed : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> body;
    private readonly Linear head;

    /// <summary>A network with a head.</summary>
    /// <param name="body">From [..., D] to [..., H]; owned from now on.</param>
    /// <param name="features">H, the outputs of the body.</param>
    /// <param name="outputs">The outputs of the head, at least 1.</param>
    /// <param name="random">The stream of the head's first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    public Headed(nn.Module<Tensor, Tensor> body, long features, long outputs, RandomStream random, ScalarType dtype = ScalarType.Float32)
        : base(nameof(Headed))
    {
        this.body = body;
        head = Initialization.Linear(features, outputs, random, dtype);
        RegisterComponents();
    }

    /// <summary>The network below the last layer.</summary>
    public nn.Module<Tensor, Tensor> Body => body;

    /// <summary>The last layer.</summary>
    public Linear Head => head;

    /// <summary>The head of the body.</summary>
    /// <param name="input">[..., D].</param>
    /// <returns>[..., outputs].</returns>
    public override Tensor forward(Tensor input) => head.call(body.call(input));
}
