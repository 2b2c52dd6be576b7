using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>
/// An ordinary network, from [N, …] to [N, …], where rows are flat and may have draws in front: [..., D] becomes [N, event…], and what comes out is flattened and gets its axes back. It makes a body of
/// an encoder, the network of a decoder, or what a noise network sees of x, of any convolutional network.
/// </summary>
public sealed class Folded : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> network;
    private readonly long[] shape;
    private readonly long beside;
    private long? features;

    /// <summary>A folded network.</summary>
    /// <param name="network">From [N, event…] to [N, …]; owned from now on.</param>
    /// <param name="eventShape">The shape of one row, such as [1, 28, 28]; [latent] for a decoder.</param>
    /// <param name="beside">Numbers that a condition puts behind the row, such as the classes of <c>ClassConditional</c>: each becomes a constant plane, one more channel; 0 by default.</param>
    /// <exception cref="ArgumentException">The shape is empty, or numbers beside it are below 0.</exception>
    public Folded(nn.Module<Tensor, Tensor> network, long[] eventShape, long beside = 0)
        : base(nameof(Folded))
    {
        if (eventShape.Length == 0 || eventShape.Any(length => length < 1)) throw new ArgumentException($"event shape: expected lengths of at least 1, got {Shapes.Text(eventShape)}.", nameof(eventShape));
        if (beside < 0) throw new ArgumentOutOfRangeException(nameof(beside), $"beside: expected at least 0, got {beside}.");
        (this.network, shape, this.beside) = (network, [.. eventShape], beside);
        TorchConvolutions.Guard(network);
        RegisterComponents();
    }

    /// <summary>The network itself.</summary>
    public nn.Module<Tensor, Tensor> Network => network;

    /// <summary>F, how many numbers the network makes of a row: found by giving it a row of zeros, once.</summary>
    /// <exception cref="ArgumentException">The network does not return one result a row.</exception>
    public long Features => features ??= Probe();

    /// <summary>The network at every row.</summary>
    /// <param name="input">[..., D + beside], D the elements of a row.</param>
    /// <returns>[..., F], F the elements of what the network makes of a row.</returns>
    /// <exception cref="ArgumentException">Rows have another length, or the network does not return one result a row.</exception>
    public override Tensor forward(Tensor input)
    {
        var elements = shape.Aggregate(1L, (a, b) => a * b);
        Shapes.Require(input, nameof(input), "...", elements + beside);
        long[] rows = input.shape[..^1];
        var flat = input.reshape(-1, elements + beside);
        var folded = flat.narrow(1, 0, elements).reshape([-1, .. shape]);
        if (beside > 0)
        {
            long[] ones = [.. Enumerable.Repeat(1L, shape.Length - 1)];
            folded = cat([folded, flat.narrow(1, elements, beside).reshape([-1, beside, .. ones]).expand([flat.shape[0], beside, .. shape[1..]])], 1);
        }
        var output = network.call(folded);
        if (output.dim() == 0 || output.shape[0] != flat.shape[0])
            throw new ArgumentException($"network: expected one result for each of {flat.shape[0]} rows, got {Shapes.Text(output.shape)}; keep the first axis.");
        return output.reshape([.. rows, output.NumberOfElements / Math.Max(1, flat.shape[0])]);
    }

    // At rest, since batch normalization refuses a single row in training and would remember it.
    private long Probe()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var rest = new AtRest(network);
        var first = network.parameters().FirstOrDefault();
        var row = zeros(
            1, beside + shape.Aggregate(1L, (a, b) => a * b),
            dtype: first?.dtype ?? ScalarType.Float32, device: first?.device);
        return forward(row).shape[^1];
    }
}
