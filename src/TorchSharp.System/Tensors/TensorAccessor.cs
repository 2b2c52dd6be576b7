using System.Collections;

namespace TorchSharp.Utils;

/// <summary>Reads and writes the numbers of a tensor on the CPU, in the order of its axes, whatever its strides are.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor _tensor;
    private readonly long[] _shape, _strides;
    private readonly bool _contiguous;
    private readonly unsafe T* _data;

    internal unsafe TensorAccessor(torch.Tensor tensor)
    {
        (_tensor, _shape, _strides, _contiguous, Count) = (tensor, tensor.shape, tensor.stride(), tensor.is_contiguous(), tensor.numel());
        _data = (T*)tensor.Data;
    }

    public long Count { get; }
    public bool IsReadOnly => false;

    public unsafe T this[params long[] indices]
    {
        get => _data[At(indices)];
        set => _data[At(indices)] = value;
    }

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    public Array ToNDArray()
    {
        var array = Array.CreateInstance(typeof(T), _shape);
        var indices = new long[_shape.Length];
        foreach (var value in this)
        {
            array.SetValue(value, indices);
            for (var axis = indices.Length - 1; axis >= 0 && ++indices[axis] == _shape[axis]; axis--) indices[axis] = 0;
        }
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public unsafe void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        if (_contiguous)
        {
            var count = (int)Math.Min(array.Length - arrayIndex, Count - tensorIndex);
            new ReadOnlySpan<T>(_data + tensorIndex, count).CopyTo(array[arrayIndex..]);
            return;
        }
        for (var i = tensorIndex; i < Count && arrayIndex < array.Length; i++) array[arrayIndex++] = _data[Offset(i)];
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public unsafe void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        for (var i = tensorIndex; i < Count && arrayIndex < array.Length; i++) _data[_contiguous ? i : Offset(i)] = array[arrayIndex++];
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++) yield return Read(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The tensor is not the accessor's to release.</summary>
    public void Dispose() { }

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) => left.Equals(right);
    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !left.Equals(right);
    public override bool Equals(object? obj) => obj is TensorAccessor<T> other && Count == other.Count && this.SequenceEqual(other);
    public override int GetHashCode() => HashCode.Combine(Count, Count > 0 ? Read(0) : default);

    private unsafe T Read(long i) => _data[_contiguous ? i : Offset(i)];

    /// <summary>Where the i-th number in the order of the axes lies.</summary>
    private long Offset(long i)
    {
        long offset = 0;
        for (var axis = _shape.Length - 1; axis >= 0; axis--)
        {
            offset += i % _shape[axis] * _strides[axis];
            i /= _shape[axis];
        }
        return offset;
    }

    private long At(long[] indices)
    {
        _ = _tensor.Live;
        if (indices.Length == 1 && _shape.Length != 1 && indices[0] >= 0 && indices[0] < Count) return _contiguous ? indices[0] : Offset(indices[0]);
        if (indices.Length != _shape.Length) throw new ArgumentException($"{indices.Length} indices for a tensor of {_shape.Length} axes.");
        long offset = 0;
        for (var axis = 0; axis < indices.Length; axis++)
        {
            if (indices[axis] < 0 || indices[axis] >= _shape[axis])
                throw new IndexOutOfRangeException($"Index {indices[axis]} is outside axis {axis} of length {_shape[axis]}.");
            offset += indices[axis] * _strides[axis];
        }
        return offset;
    }
}
