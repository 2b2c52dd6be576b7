using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>x_i = z_o(i): the elements in another order, log |det| = 0. It belongs to the architecture and has nothing to train or save.</summary>
public sealed class Permutation : nn.Module, IInvertibleFlow
{
    private readonly long[] order, inverse;

    /// <summary>A permutation.</summary>
    /// <param name="order">o: where each element comes from; every number of 0 … D − 1 once.</param>
    /// <exception cref="ArgumentException">It is no permutation.</exception>
    public Permutation(params long[] order)
        : base(nameof(Permutation))
    {
        if (order.Length == 0 || !order.Order().SequenceEqual(Enumerable.Range(0, order.Length).Select(i => (long)i)))
            throw new ArgumentException($"order: expected every number from 0 to {order.Length - 1} once, got {Shapes.Text(order)}.", nameof(order));
        this.order = [.. order];
        inverse = new long[order.Length];
        for (var i = 0; i < order.Length; i++) inverse[order[i]] = i;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Dimension => order.Length;

    /// <summary>The last element first.</summary>
    /// <param name="dimension">D ≥ 1.</param>
    public static Permutation Reverse(long dimension) => new([.. Enumerable.Range(0, (int)dimension).Select(i => dimension - 1 - i)]);

    /// <inheritdoc/>
    public Mapped Map(Tensor value, Tensor? context = null) => Reordered(value, order);

    /// <inheritdoc/>
    public Mapped Invert(Tensor value, Tensor? context = null) => Reordered(value, inverse);

    private Mapped Reordered(Tensor value, long[] places)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        return new Mapped(value.index_select(-1, tensor(places, device: value.device)), zeros(value.shape[..^1], dtype: value.dtype, device: value.device));
    }
}
