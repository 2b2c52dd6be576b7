using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>The data of a run on its device, binarized as its protocol says.</summary>
internal sealed class RunData : IDisposable
{
    private RunData(TensorData training, TensorData test, DataProtocol protocol)
    {
        (Training, Test, Protocol) = (training, test, protocol);
    }

    public TensorData Training { get; }

    public TensorData Test { get; }

    public DataProtocol Protocol { get; }

    public static RunData Load(RunSettings settings, Device device, Action<string>? note, IProgress<DownloadProgress>? downloads, CancellationToken cancellation)
    {
        var options = new ImageOptions { DataDirectory = settings.DataDirectory, Shape = settings.ImageShape, Progress = downloads, Cancellation = cancellation };
        var name = settings.Data;
        if (name is null)
        {
            var choice = ImageSource.ChooseDefault(options);
            note?.Invoke($"{choice.Reason}.");
            name = choice.Name;
        }
        var images = ImageSource.Load(name, options);
        note?.Invoke($"{images.Provenance.Name} from {images.Provenance.Place}: {images.Train.Count} training and {images.Test.Count} test images of {string.Join('×', images.Shape)}.");
        var protocol = new DataProtocol(images.Provenance, settings.AppliedBinarization);
        // Bits that are drawn once belong to the data, not to the run: runs of every seed and device are judged on the same ones.
        var bits = new RandomStream(0);
        var training = Place(TensorData.From(images.Train), protocol.Binarization == Binarization.Static ? bits.Split("training") : null, device);
        var test = Place(TensorData.From(images.Test), protocol.Binarization == Binarization.None ? null : bits.Split("test"), device);
        return new RunData(training, test, protocol);
    }

    public void Dispose()
    {
        Training.Dispose();
        Test.Dispose();
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
