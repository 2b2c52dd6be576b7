using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>
/// The training rows that an aggregate posterior is made of: the description's own, or read when they are first asked for, as the model of a stored run needs them to be judged and drawn from
/// alone. Grey rows become bits once, the same for every run: the prior is that of a fixed set.
/// </summary>
internal sealed class AggregateRows : ISampler, IDisposable
{
    private readonly Lazy<TensorData> rows;
    private readonly ScalarType dtype;

    public AggregateRows(DataDescription data, bool bits, ScalarType dtype)
    {
        this.dtype = dtype;
        // What is given is shared and outlives its owner; what is read is this object's own.
        var given = data.Training is { } training ? Bits(Shared(training), bits) : null;
        rows = new(() => given ?? (data.Reader is { } read ? Bits(read(), bits) : throw new InvalidOperationException(
            "the prior is the aggregate posterior of training rows, and this model was made without any; describe its data with DataDescription.Of.")));
        if (given is not null) _ = rows.Value;
    }

    public long[] BatchShape => [];

    public TensorData Rows => rows.Value;

    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) =>
        new(new SampledRows(Rows).Sample(random, shape).Value.to_type(dtype));

    public void Dispose()
    {
        if (rows.IsValueCreated) rows.Value.Dispose();
    }

    private static TensorData Shared(TensorData data) => new(data.Values.alias(), null, data.EventShape, data.Scale);

    private static TensorData Bits(TensorData data, bool bits)
    {
        if (!bits) return data;
        using (data)
        {
            var device = data.Values.device;
            var stream = new RandomStream(0).Split("training");
            if (device.type == DeviceType.CPU) return data.Binarize(stream);
            using var here = data.To(CPU);
            using var drawn = here.Binarize(stream);
            return drawn.To(device);
        }
    }
}
