using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>The data of a run on its device, binarized as its protocol says. Rows to train and to validate on are made when they are first asked for: who judges a run needs its test rows alone.</summary>
internal sealed class RunData : IDisposable
{
    private readonly Lazy<(TensorData Training, TensorData? Validation)> learned;

    private RunData(Lazy<(TensorData Training, TensorData? Validation)> learned, TensorData test, DataProtocol protocol)
    {
        (this.learned, Test, Protocol) = (learned, test, protocol);
    }

    public TensorData Training => learned.Value.Training;

    public TensorData? Validation => learned.Value.Validation;

    public TensorData Test { get; }

    public DataProtocol Protocol { get; }

    /// <summary>Reads the data of settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="device">Where the rows will live.</param>
    /// <param name="note">Told what was read.</param>
    /// <param name="downloads">Told how a download gets on.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="like">The protocol of a stored run, whose classes these are; null for a new one.</param>
    /// <param name="isWhole">Whether a source without test rows stays undivided, all of it training and test rows alike.</param>
    /// <param name="usualWhite">The number that is white in the data that these belong to; null for none.</param>
    public static RunData Load(
        RunSettings settings, Device device, Action<string>? note, IProgress<DownloadProgress>? downloads, CancellationToken cancellation,
        DataProtocol? like = null, bool isWhole = false, double? usualWhite = null)
    {
        settings = DataChoice.Settle(settings, note, downloads, cancellation);
        var images = ImageSource.Load(settings.Data!, settings.Reading.Apply(
            new ImageOptions { DataDirectory = settings.DataDirectory, Shape = settings.ImageShape, Whole = isWhole, UsualWhite = usualWhite, Progress = downloads, Cancellation = cancellation }));
        GreyLevels.Require(settings, images);
        Tell(images, note);
        (images, var classes, var labels) = ClassNumbers.Of(images, settings, like);
        var protocol = new DataProtocol(images.Provenance, settings.AppliedBinarization, classes, labels);
        // Bits that are drawn once belong to the data, not to the run: runs of every seed and device are judged on the same ones.
        var bits = new RandomStream(0);
        var isStatic = protocol.Binarization == Binarization.Static;
        var isBinary = protocol.Binarization != Binarization.None;
        var test = Place(TensorData.From(images.Test), isBinary ? bits.Split("test") : null, device);
        return new RunData(new(Learned), test, protocol);

        (TensorData, TensorData?) Learned()
        {
            ClassNumbers.RequireTrained(images, settings);
            var (training, validation) = Split(images, settings.Selection.Rows);
            return (Place(training, isStatic ? bits.Split("training") : null, device), validation is null ? null : Place(validation, isBinary ? bits.Split("validation") : null, device));
        }
    }

    /// <summary>The training rows of a stored run, which the caller disposes.</summary>
    /// <exception cref="DataException">They cannot be had, or are not what the run was made with.</exception>
    public static TensorData TrainingOf(RunRecord record, Device device, string? dataDirectory)
    {
        var data = Load(DataChoice.In(record.Settings, dataDirectory), device, null, null, CancellationToken.None, record.Data);
        data.Validation?.Dispose();
        data.Test.Dispose();
        data.Protocol.RequireSameAs(record.Data);
        return data.Training;
    }

    private static void Tell(ImageData images, Action<string>? note)
    {
        if (note is null) return;
        var (source, counts) = (images.Provenance, $"{images.Train.Count} training and {images.Test.Count} test images");
        if (ReferenceEquals(images.Train, images.Test)) counts = $"{images.Test.Count} {(images.Test.Count == 1 ? "image" : "images")}";
        note(FormattableString.Invariant($"{source.Name} from {source.Place}: {counts} of {string.Join('×', images.Shape)}, {source.White ?? 1} is white."));
        foreach (var remark in images.Remarks) note(remark);
        if (source.Classes is { } classes) note($"Classes: {string.Join(", ", classes.Take(20))}{(classes.Count > 20 ? $", … ({classes.Count})" : "")}.");
        if (!Pictures.AreImages(images.Shape)) note($"Rows of {string.Join('×', images.Shape)} are no images that can be drawn, so there will be no pictures; --shape H,W says otherwise.");
    }

    public void Dispose()
    {
        if (learned.IsValueCreated)
        {
            Training.Dispose();
            Validation?.Dispose();
        }
        Test.Dispose();
    }

    private static (TensorData Training, TensorData? Validation) Split(ImageData images, long? heldOut)
    {
        var training = TensorData.From(images.Train);
        if (heldOut is null) return (training, images.Validation is null ? null : TensorData.From(images.Validation));
        if (heldOut == 0) return (training, null);
        using (training)
        {
            if (heldOut >= training.Count) throw new ArgumentException($"validation: {heldOut} rows cannot be held out of {training.Count}.");
            return (training.Range(0, training.Count - heldOut.Value), training.Range(training.Count - heldOut.Value, heldOut.Value));
        }
    }

    private static TensorData Place(TensorData data, RandomStream? bits, Device device)
    {
        if (bits is not null) data = Replace(data, grey => grey.Binarize(bits));
        return device.type == DeviceType.CPU ? data : Replace(data, there => there.To(device));
    }

    private static TensorData Replace(TensorData old, Func<TensorData, TensorData> make)
    {
        using (old) return make(old);
    }
}
