using System.Runtime.InteropServices;

namespace TorchSharp;

internal enum Tag { Default, None, Tensor, Int, Double, Bool, Ints, Doubles, Tensors, Device, Generator, String }

/// <summary>One argument or result as it crosses the border; its twin is the struct Value of native/shim.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct Value
{
    [FieldOffset(0)] internal Tag Tag;
    [FieldOffset(4)] internal int Count;
    [FieldOffset(8)] internal long Integer;
    [FieldOffset(8)] internal double Number;
    [FieldOffset(8)] internal IntPtr Tensor;
    [FieldOffset(8)] internal void* Pointer;
}
