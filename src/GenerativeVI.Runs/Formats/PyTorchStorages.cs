using GenerativeVI.Tensors;

namespace GenerativeVI.Formats;

/// <summary>Makes tensors of the storages they are windows on. Each storage is read once; a window outside its storage is refused.</summary>
internal sealed class PyTorchStorages(PyTorchArchive archive, string path) : IDisposable
{
    private readonly Dictionary<string, (PickledStorage Storage, Tensor Elements)> read = [];

    public IReadOnlyDictionary<string, Tensor> Read(IReadOnlyDictionary<string, PickledTensor> tensors)
    {
        // All are checked before the first byte is read.
        foreach (var (name, tensor) in tensors) Check(name, tensor);
        return tensors.ToDictionary(t => t.Key, t => Window(t.Value));
    }

    private Tensor Window(PickledTensor tensor)
    {
        var window = Elements(tensor.Storage).as_strided(tensor.Shape, tensor.Strides, tensor.Offset);
        if (!tensor.IsNegated) return window;
        using (window) return window.neg();
    }

    public void Dispose()
    {
        foreach (var (_, elements) in read.Values) elements.Dispose();
    }

    private Tensor Elements(PickledStorage storage)
    {
        if (!read.TryGetValue(storage.Key, out var known)) read[storage.Key] = known = (storage, archive.Storage(storage));
        return known.Storage == storage
            ? known.Elements
            : throw PyTorchFile.Damaged(path, $"the storage {ShownName.Of(storage.Key)} is said to be two things");
    }

    private void Check(string name, PickledTensor tensor)
    {
        var (storage, offset, shape, strides, _) = tensor;
        var size = TensorBytes.Length(shape, TensorBytes.SizeOf(storage.Type));
        var sound = size is not null && shape.Length <= TensorBytes.MostAxes && strides.Length == shape.Length;
        if (sound && offset >= 0 && strides.All(stride => stride >= 0) && End(tensor) <= storage.Count) return;
        var window = $"shape {Shapes.Text(shape)}, strides {Shapes.Text(strides)} and offset {offset}";
        throw PyTorchFile.Damaged(path, $"the tensor {ShownName.Of(name)} of {window} lies outside its storage of {storage.Count} elements");
    }

    /// <summary>One past the last element that a window shows; in 128 bits nothing wraps around.</summary>
    private static Int128 End(PickledTensor tensor)
    {
        if (tensor.Shape.Contains(0)) return tensor.Offset;
        return 1 + tensor.Shape.Zip(tensor.Strides).Aggregate((Int128)tensor.Offset, (sum, axis) => sum + (Int128)(axis.First - 1) * axis.Second);
    }
}
