using GenerativeVI.Tensors;

namespace GenerativeVI.Data;

/// <summary>A data set as one tensor in memory, on the device that trains. Bytes stay bytes until a batch is taken: a quarter of the memory of float32.</summary>
public sealed class TensorData : IDisposable
{
    /// <summary>A data set over tensors that it takes over and disposes.</summary>
    /// <param name="values">[N, D], or rows in their shape, [N, 1, 28, 28] say: uint8 for 0 … 255 (read as value / <paramref name="scale"/>), or floating point.</param>
    /// <param name="labels">int64 [N], or null.</param>
    /// <param name="eventShape">The shape of one row before it was flattened, such as [28, 28]; [D] or the shape that rows have when null.</param>
    /// <param name="scale">What stored values are divided by: 255 for grey levels, 1 for bits and floats.</param>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public TensorData(Tensor values, Tensor? labels = null, long[]? eventShape = null, double scale = 1)
    {
        if (values.dim() > 2)
        {
            eventShape ??= values.shape[1..];
            values = values.flatten(1);
        }
        Shapes.Require(values, nameof(values), "N", "D");
        if (labels is not null) Shapes.Require(labels, nameof(labels), values.shape[0]);
        if (labels is not null && (labels.is_floating_point() || labels.is_complex()))
            throw new ArgumentException($"labels: expected the numbers of classes, int64, got {labels.dtype}; numbers that are to be predicted are {nameof(Targets)}, and what rows are conditioned on is {nameof(Context)}.", nameof(labels));
        EventShape = eventShape ?? [values.shape[1]];
        if (EventShape.Aggregate(1L, (a, b) => a * b) != values.shape[1])
            throw new ArgumentException($"eventShape: expected {values.shape[1]} elements, got {Shapes.Text(EventShape)}.", nameof(eventShape));
        // A data set outlives the scope it was made in.
        Values = values.DetachFromDisposeScope();
        Labels = labels is null || labels.dtype == ScalarType.Int64 ? labels?.DetachFromDisposeScope() : labels.to_type(ScalarType.Int64).DetachFromDisposeScope();
        Scale = scale;
    }

    /// <summary>The rows as they are stored, [N, D].</summary>
    public Tensor Values { get; }

    /// <summary>The labels, int64 [N], or null.</summary>
    public Tensor? Labels { get; }

    /// <summary>What rows are conditioned on beside a class, [N, …]; null where there is nothing. Taken over and disposed with the set.</summary>
    /// <exception cref="ArgumentException">It has another number of rows.</exception>
    public Tensor? Context { get; init => field = RowsOf(value, nameof(Context)); }

    /// <summary>What is predicted of rows where that is a number: float, [N] or [N, T]; null where there is nothing. Taken over and disposed with the set.</summary>
    /// <exception cref="ArgumentException">It has another number of rows, or more axes.</exception>
    public Tensor? Targets
    {
        get;
        init => field = value is null || value.dim() <= 2 ? RowsOf(value, nameof(Targets)) : throw new ArgumentException($"Targets: expected [N] or [N, T], got {Shapes.Text(value.shape)}.");
    }

    /// <summary>The shape of one row before it was flattened.</summary>
    public long[] EventShape { get; }

    /// <summary>What stored values are divided by when a batch is taken.</summary>
    public double Scale { get; }

    /// <summary>N, the number of rows.</summary>
    public long Count => Values.shape[0];

    /// <summary>D, the elements of a row.</summary>
    public long Dimension => Values.shape[1];

    /// <summary>A copy on a device.</summary>
    /// <param name="device">Where to.</param>
    public TensorData To(Device device)
    {
        using var scope = NewDisposeScope();
        return With(values => values.to(device, copy: true));
    }

    /// <summary>Some rows as floats: value / <see cref="Scale"/>, float32 for stored bytes.</summary>
    /// <param name="index">int64 [B].</param>
    /// <returns>[B, D].</returns>
    public Tensor Rows(Tensor index) => ByteRows.Fits(Values) ? ByteRows.Take(Values, index, (float)Scale) : ToFloat(Values.index_select(0, index));

    /// <summary>Consecutive rows as a batch, in order.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many; fewer come back at the end.</param>
    public Batch Slice(long start, long count)
    {
        var length = Math.Min(count, Count - start);
        return new Batch(ToFloat(Values.narrow(0, start, length)), Labels?.narrow(0, start, length), arange(start, start + length, device: Values.device), Count)
        {
            Context = Context?.narrow(0, start, length),
            Target = Targets?.narrow(0, start, length),
        };
    }

    /// <summary>The first rows as a data set of its own.</summary>
    /// <param name="count">At least 1; all rows when the set has fewer.</param>
    public TensorData Take(long count) => Range(0, Math.Min(count, Count));

    /// <summary>Consecutive rows as a data set of its own.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many, within the set.</param>
    public TensorData Range(long start, long count)
    {
        using var scope = NewDisposeScope();
        return With(values => values.narrow(0, start, count).clone());
    }

    /// <summary>The set with every element drawn once as Bernoulli(value / <see cref="Scale"/>), stored as bytes 0 and 1.</summary>
    /// <param name="random">The stream of the draws.</param>
    public TensorData Binarize(RandomStream random)
    {
        using var scope = NewDisposeScope();
        var bits = empty(Values.shape, dtype: ScalarType.Byte, device: Values.device);
        // In slices, so that the float copy never holds the whole set.
        for (long start = 0, rows = Math.Max(1, (1L << 22) / Dimension); start < Count; start += rows)
        {
            using var slice = NewDisposeScope();
            var batch = Slice(start, rows);
            bits.narrow(0, start, batch.Value.shape[0]).copy_(random.Bernoulli(batch.Value));
        }
        return new TensorData(bits, Labels?.clone(), EventShape) { Context = Context?.clone(), Targets = Targets?.clone() };
    }

    /// <summary>The mean of every element, float64 [D].</summary>
    public Tensor Mean()
    {
        using var scope = NewDisposeScope();
        var sum = zeros(Dimension, dtype: ScalarType.Float64, device: Values.device);
        // In slices, so that the float copy never holds the whole set.
        for (long start = 0, rows = Math.Max(1, (1L << 22) / Dimension); start < Count; start += rows)
        {
            using var slice = NewDisposeScope();
            sum.add_(Slice(start, rows).Value.sum([0L], type: ScalarType.Float64));
        }
        return (sum / Count).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Values.Dispose();
        Labels?.Dispose();
        Context?.Dispose();
        Targets?.Dispose();
    }

    private TensorData With(Func<Tensor, Tensor> change) => new(change(Values), Labels is null ? null : change(Labels), EventShape, Scale)
    {
        Context = Context is null ? null : change(Context),
        Targets = Targets is null ? null : change(Targets),
    };

    private Tensor? RowsOf(Tensor? value, string name) => value is null || (value.dim() > 0 && value.shape[0] == Count)
        ? value?.DetachFromDisposeScope()
        : throw new ArgumentException($"{name}: expected {Count} rows, got {Shapes.Text(value.shape)}.");

    private Tensor ToFloat(Tensor rows)
    {
        var values = rows.is_floating_point() ? rows : rows.to_type(ScalarType.Float32);
        // A view of the stored floats must not be divided in place.
        return Scale == 1 ? values : ReferenceEquals(values, rows) ? values / Scale : values.div_(Scale);
    }
}
