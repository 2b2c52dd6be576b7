using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>
/// The data of a run on its device, binarized as its protocol says. Rows to train and to validate on are made when
/// first needed: judging a run needs only its test rows.
/// </summary>
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
    /// <param name="note">Receives a sentence on what was read.</param>
    /// <param name="downloads">Receives the progress of a download.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="like">The protocol of a stored run, whose classes these are; null for a new one.</param>
    /// <param name="isWhole">Whether a source without test rows stays undivided, all of it training and test rows
    /// alike.</param>
    /// <param name="usualWhite">The number that is white in the data that these belong to; null for none.</param>
    public static RunData Load(
        RunSettings settings, Device device, Action<string>? note, IProgress<DownloadProgress>? downloads, CancellationToken cancellation,
        DataProtocol? like = null, bool isWhole = false, double? usualWhite = null)
    {
        if (DataInMemory.IsOf(like))
            throw new DataException($"{like!.Source.Name}: the run's data lay in memory and in no file; give the same rows again, as the Data of its RunFolder.");
        settings = DataChoice.Settle(settings, note, downloads, cancellation);
        var images = ImageSource.Load(settings.Data!, settings.Reading.Apply(
            new ImageOptions { DataDirectory = settings.DataDirectory, Shape = settings.ImageShape, Whole = isWhole, UsualWhite = usualWhite, Progress = downloads, Cancellation = cancellation }));
        GreyLevels.Require(settings, images);
        Tell(images, note);
        (images, var classes, var labels) = ClassNumbers.Of(images, settings, like);
        var protocol = new DataProtocol(images.Provenance, settings.AppliedBinarization, classes, labels);
        // Bits that are drawn once belong to the data, not to the run: runs of every seed and device are judged on the
        // same ones.
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

    /// <summary>The data of a stored run, where its folder has them or its record says.</summary>
    /// <exception cref="DataException">They cannot be had, or are not what the run was made with.</exception>
    public static RunData Of(
        RunFolder folder, RunRecord record, Device device, string? dataDirectory, Action<string>? note = null,
        CancellationToken cancellation = default)
    {
        var data = folder.Data is { } given
            ? InMemory(record.Settings, given, device, note, record.Data)
            : Load(DataChoice.In(record.Settings, dataDirectory), device, note, null, cancellation, record.Data);
        try
        {
            data.Protocol.RequireSameAs(record.Data);
            return data;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Data that lie in memory, binarized as the settings say.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="given">The rows.</param>
    /// <param name="device">Where they will live.</param>
    /// <param name="note">Receives a sentence on what was given.</param>
    /// <param name="like">The protocol of a stored run, whose classes these are; null for a new one.</param>
    /// <exception cref="ArgumentException">The rows do not fit each other or the likelihood.</exception>
    public static RunData InMemory(
        RunSettings settings, DataInMemory given, Device device, Action<string>? note, DataProtocol? like)
    {
        var provenance = given.Provenance();
        foreach (var part in new[] { given.Train, given.Validation, given.Test }.OfType<TensorData>())
            GreyLevels.Require(settings, part, given.Name);
        note?.Invoke($"{given.Name}: {given.Train.Count} training and {given.Test.Count} test rows of {string.Join('×', provenance.Shape)}.");
        var (labels, classes, values) = ClassNumbers.Of(given.Labels(provenance), settings, like);
        var protocol = new DataProtocol(provenance, settings.AppliedBinarization, classes, values);
        var bits = new RandomStream(0);
        var isBinary = protocol.Binarization != Binarization.None;
        var test = Place(Numbered(given.Test, labels.Test), isBinary ? bits.Split("test") : null, device);
        return new RunData(new(Learned), test, protocol);

        (TensorData, TensorData?) Learned()
        {
            ClassNumbers.RequireTrained(labels, settings);
            var (training, validation) = (Numbered(given.Train, labels.Train), Validation());
            if (given.Validation is null && settings.Selection.Rows is > 0 and var held)
            {
                if (held >= training.Count) throw new ArgumentException($"validation: {held} rows cannot be held out of {training.Count}.");
                validation = training.Range(training.Count - held, held);
                training = Replace(training, all => all.Range(0, all.Count - held));
            }
            return (
                Place(training, protocol.Binarization == Binarization.Static ? bits.Split("training") : null, device),
                validation is null ? null : Place(validation, isBinary ? bits.Split("validation") : null, device));
        }

        TensorData? Validation() => given.Validation is { } rows ? Numbered(rows, labels.Validation!) : null;
    }

    /// <summary>The training rows of a stored run, which the caller disposes.</summary>
    /// <exception cref="DataException">They cannot be had, or are not what the run was made with.</exception>
    public static TensorData TrainingOf(RunFolder folder, RunRecord record, Device device, string? dataDirectory)
    {
        var data = Of(folder, record, device, dataDirectory);
        data.Validation?.Dispose();
        data.Test.Dispose();
        return data.Training;
    }

    // The caller's rows stay the caller's: these are views of them.
    private static TensorData Numbered(TensorData data, ImageSet labels)
    {
        using var scope = NewDisposeScope();
        return new TensorData(
            data.Values.alias(),
            labels.Labels is { } numbers ? tensor(numbers, device: data.Values.device) : null, data.EventShape, data.Scale)
        {
            Context = data.Context?.alias(),
            Targets = data.Targets?.alias(),
        };
    }

    private static void Tell(ImageData images, Action<string>? note)
    {
        if (note is null) return;
        var (source, counts) = (images.Provenance, $"{images.Train.Count} training and {images.Test.Count} test images");
        if (ReferenceEquals(images.Train, images.Test)) counts = $"{images.Test.Count} {(images.Test.Count == 1 ? "image" : "images")}";
        note(FormattableString.Invariant($"{source.Name} from {source.Place}: {counts} of {string.Join('×', images.Shape)}, {source.White ?? 1} is white."));
        foreach (var remark in images.Remarks) note(remark);
        if (source.Classes is { } classes) note($"Classes: {string.Join(", ", classes.Take(20))}{(classes.Count > 20 ? $", … ({classes.Count})" : "")}.");
        if (!Pictures.AreImages(images.Shape)) note($"Rows of {string.Join('×', images.Shape)} are no images that can be drawn, so there will be no pictures; RunSettings.ImageShape says otherwise.");
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
