using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) => data.to(dtype ?? data.dtype, device ?? data.device);
    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);

    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var type = ScalarTypes.Of(rawArray.GetType().GetElementType()!);
        var tensor = empty([.. Enumerable.Range(0, rawArray.Rank).Select(i => rawArray.GetLongLength(i))], type, CPU);
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(rawArray), checked(rawArray.Length * type.Size())).CopyTo(tensor.bytes);
        return Made(tensor.to(dtype ?? type, device ?? _default, disposeAfter: true), requires_grad, names);
    }

    /// <summary>A tensor over the array's own memory: what is written to one is read from the other.</summary>
    public static unsafe Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        var bytes = (long)Buffer.ByteLength(rawArray) - offset;
        if (count < 0) count = bytes / dtype.Size();
        if (offset < 0 || count * dtype.Size() > bytes)
            throw new ArgumentOutOfRangeException(nameof(count),
                $"{count} numbers of type {dtype.Name()} from byte {offset} on do not fit into an array of {bytes + offset} bytes.");
        var pin = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
        IntPtr handle;
        Shim.Check(Shim.shim_from_blob((byte*)pin.AddrOfPinnedObject() + offset, &count, 1, (int)dtype, (int)DeviceType.CPU, -1, &Unpin,
            GCHandle.ToIntPtr(pin), &handle), "frombuffer");
        return Made(new Tensor(handle), requires_grad);
    }

    [UnmanagedCallersOnly]
    private static void Unpin(IntPtr pin) => GCHandle.FromIntPtr(pin).Free();
}
