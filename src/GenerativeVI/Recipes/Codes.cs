using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>Rows of data as a stored run's encoder sees them.</summary>
/// <param name="Mean">The means of q(z|x), [N, latent], on the CPU.</param>
/// <param name="Scale">Its standard deviations, [N, latent], on the CPU.</param>
public sealed record Codes(Tensor Mean, Tensor Scale) : IDisposable
{
    private const long Chunk = 1024;

    /// <summary>Encodes rows with a stored run's model, prepared as its protocol says: bits where it learned from bits, the same each time.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="part">Training or test rows.</param>
    /// <param name="data">A known set's name or a path with rows of the run's shape; the run's own data when null.</param>
    /// <param name="dataDirectory">A folder to look for known sets in first; the run's own when null.</param>
    /// <param name="limit">The first so many rows; all when null.</param>
    /// <param name="deviceName">"auto", "cpu" or "cuda".</param>
    /// <param name="note">Told which data was taken.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataException">The data cannot be had, or has rows of another shape.</exception>
    /// <exception cref="ArgumentException">The part is neither of the two.</exception>
    public static Codes Of(
        RunFolder folder, SetPart part = SetPart.Test, string? data = null, string? dataDirectory = null, long? limit = null,
        string deviceName = "auto", Action<string>? note = null, CancellationToken cancellation = default)
    {
        var record = folder.ReadRecord();
        var device = Devices.Find(deviceName);
        using var model = folder.LoadModel(record, device, dataDirectory);
        var settings = data is null
            ? DataChoice.In(record.Settings, dataDirectory)
            : record.Settings with { Data = data, DataDirectory = dataDirectory ?? record.Settings.DataDirectory };
        using var images = RunData.Load(settings, device, note, null, cancellation);
        if (data is null) images.Protocol.RequireSameAs(record.Data);
        // A dynamic binarization leaves the training rows grey, and the encoder never saw such a row.
        var grey = part == SetPart.Train && images.Protocol.Binarization == Binarization.Dynamic;
        using var bits = grey ? images.Training.Binarize(new RandomStream(0, device).Split("training")) : null;
        var rows = part switch
        {
            SetPart.Train => bits ?? images.Training,
            SetPart.Test => images.Test,
            _ => throw new ArgumentException($"part: a run has training and test rows, got {part}.", nameof(part)),
        };
        if (rows.Dimension != record.Data.Dimension)
        {
            var shape = string.Join('×', record.Data.Source.Shape);
            throw new DataException(
                $"{images.Protocol.Source.Place}: its rows have {rows.Dimension} elements, those of the run {record.Data.Dimension}; give images of {shape}.");
        }
        return Of(model, rows, limit ?? rows.Count, cancellation);
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Mean.Dispose();
        Scale.Dispose();
    }

    private static Codes Of(TrainedModel model, TensorData rows, long limit, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var (means, scales) = (new List<Tensor>(), new List<Tensor>());
        for (long first = 0, count = Math.Min(limit, rows.Count); first < count; first += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var batch = rows.Slice(first, Math.Min(Chunk, count - first));
            means.Add(model.Encode(batch.Value, batch.Label).cpu().MoveToOuterDisposeScope());
            scales.Add(model.EncodeScale(batch.Value, batch.Label).cpu().MoveToOuterDisposeScope());
        }
        return new Codes(cat(means, 0).DetachFromDisposeScope(), cat(scales, 0).DetachFromDisposeScope());
    }
}
