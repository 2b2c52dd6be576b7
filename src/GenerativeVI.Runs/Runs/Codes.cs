using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>Rows of data as a stored run's encoder sees them.</summary>
/// <param name="Mean">The means of q(z|x), [N, latent], on the CPU.</param>
/// <param name="Scale">Its standard deviations, [N, latent], on the CPU.</param>
public sealed record Codes(Tensor Mean, Tensor Scale) : IDisposable
{
    private const long Chunk = 1024;

    /// <summary>
    /// Encodes rows with a stored run's model: grey values as they are, which are the means of the bits that a model of
    /// bits learned from; equal rows have equal codes.
    /// </summary>
    /// <param name="folder">The run.</param>
    /// <param name="part">Training or test rows; when null the test rows, or all rows of other data that is not
    /// divided.</param>
    /// <param name="data">A known set's name or a path with rows of the run's shape; the run's own data when
    /// null.</param>
    /// <param name="dataDirectory">A folder to look for known sets in first; the run's own when null.</param>
    /// <param name="limit">How many rows, from the first; all when null.</param>
    /// <param name="deviceName">"auto", "cpu" or "cuda".</param>
    /// <param name="note">Receives a sentence on the data that were read and what was done to them.</param>
    /// <param name="bits">Whether grey values are drawn to bits as for the run's evaluation, the same each time, where
    /// the model learned from bits.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataException">The data cannot be had, or has rows of another shape.</exception>
    /// <exception cref="ArgumentException">The part is neither of the two; or bits are asked of a model that learned
    /// from grey values.</exception>
    public static Codes Of(
        RunFolder folder, SetPart? part = null, string? data = null, string? dataDirectory = null, long? limit = null,
        string deviceName = "auto", Action<string>? note = null, bool bits = false, CancellationToken cancellation = default)
    {
        var record = folder.ReadRecord();
        var device = Devices.Find(deviceName);
        var learned = record.Data.Binarization;
        if (bits && learned == Binarization.None) throw new ArgumentException("bits: this run learned from grey values as they are; leave it out.", nameof(bits));
        using var model = folder.LoadModel(record, device, dataDirectory);
        var settings = data is null
            ? DataChoice.In(record.Settings, dataDirectory)
            : record.Settings with { Data = data, DataDirectory = dataDirectory ?? record.Settings.DataDirectory };
        if (!bits) settings = settings with { Binarization = Binarization.None };
        var ofRun = record with { Settings = settings };
        using var images = data is null && (folder.Data is not null || DataInMemory.IsOf(record.Data))
            ? RunData.Of(folder, ofRun, device, dataDirectory, note, cancellation)
            : RunData.Load(
                settings, device, note, null, cancellation, DataInMemory.IsOf(record.Data) ? null : record.Data, isWhole: data is not null && part is null, record.Data.Source.White);
        if (data is null) images.Protocol.RequireSameAs(record.Data);
        if (learned != Binarization.None)
            note?.Invoke(bits ? "Grey values are drawn to bits, the same each time." : "Grey values are encoded as they are, the means of the bits that the run learned from.");
        // A dynamic binarization leaves the training rows grey, and the encoder never saw such a row.
        var grey = part == SetPart.Train && images.Protocol.Binarization == Binarization.Dynamic;
        using var drawn = grey ? images.Training.Binarize(new RandomStream(0, device).Split("training")) : null;
        var rows = (part ?? SetPart.Test) switch
        {
            SetPart.Train => drawn ?? images.Training,
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
