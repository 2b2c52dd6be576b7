namespace GenerativeVI.Tensors;

/// <summary>Some neighbouring rows among those of a batch, along one axis of a tensor.</summary>
/// <param name="Axis">The axis, from 0.</param>
/// <param name="First">The first row.</param>
/// <param name="Count">How many.</param>
/// <param name="All">The rows of the batch.</param>
internal readonly record struct RowAxis(int Axis, long First, long Count, long All)
{
    /// <summary>The shape for the whole batch.</summary>
    public long[] Whole(ReadOnlySpan<long> shape)
    {
        var whole = shape.ToArray();
        whole[Axis] = All;
        return whole;
    }

    /// <summary>These rows of the whole batch's tensor, contiguous.</summary>
    public Tensor Own(Tensor whole) => whole.narrow(Axis, First, Count).contiguous();

    /// <summary>A tensor of the whole batch with these rows in their place, and a number everywhere else.</summary>
    public Tensor Padded(Tensor own, double elsewhere)
    {
        var whole = full(Whole(own.shape), elsewhere, dtype: own.dtype, device: own.device);
        whole.narrow(Axis, First, Count).copy_(own);
        return whole;
    }

    /// <summary>The same with more axes in front.</summary>
    public RowAxis Behind(int axes) => this with { Axis = Axis + axes };
}
