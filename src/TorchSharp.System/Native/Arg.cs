using System.Text;

namespace TorchSharp;

/// <summary>One argument of an operator: a tensor, a number, a list, a type … made by implicit conversion, without allocation.</summary>
internal readonly struct Arg
{
    private readonly object? _reference;
    private readonly long _bits;
    private readonly Tag _tag;

    private Arg(Tag tag, long bits = 0, object? reference = null) => (_tag, _bits, _reference) = (tag, bits, reference);

    /// <summary>An explicit null.</summary>
    internal static Arg None => new(Tag.None);

    /// <summary>What the operator's schema says when the argument is left out.</summary>
    internal static Arg Default => default;

    public static implicit operator Arg(torch.Tensor? value) => value is null ? None : new(Tag.Tensor, 0, value);
    public static implicit operator Arg(long value) => new(Tag.Int, value);
    public static implicit operator Arg(int value) => new(Tag.Int, value);
    public static implicit operator Arg(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Arg(bool value) => new(Tag.Bool, value ? 1 : 0);
    public static implicit operator Arg(long? value) => value is { } v ? v : None;
    public static implicit operator Arg(int? value) => value is { } v ? v : None;
    public static implicit operator Arg(double? value) => value is { } v ? v : None;
    public static implicit operator Arg(bool? value) => value is { } v ? v : None;
    public static implicit operator Arg(Scalar? value) => value is null ? None : value.Argument;
    public static implicit operator Arg(long[]? value) => value is null ? None : new(Tag.Ints, value.Length, value);
    public static implicit operator Arg(double[]? value) => value is null ? None : new(Tag.Doubles, value.Length, value);
    public static implicit operator Arg(torch.Tensor?[]? value) => value is null ? None : new(Tag.Tensors, value.Length, value);
    public static implicit operator Arg(List<torch.Tensor>? value) => value?.ToArray();
    public static implicit operator Arg(torch.ScalarType value) => new(Tag.Int, (long)value);
    public static implicit operator Arg(torch.ScalarType? value) => value is { } v ? v : None;
    public static implicit operator Arg(torch.Device? value) => value is null ? None : new(Tag.Device, ((long)value.type << 32) | (uint)value.index);
    public static implicit operator Arg(torch.Generator? value) => value is null ? None : new(Tag.Generator, 0, value);
    public static implicit operator Arg(string? value) => value is null ? None : new(Tag.String, Encoding.UTF8.GetByteCount(value), value);

    /// <summary>The tensor of a tensor argument.</summary>
    internal torch.Tensor Tensor => (torch.Tensor)_reference!;

    /// <summary>How many 8-byte words of scratch memory the argument's list needs.</summary>
    internal int Words => _tag switch { Tag.Ints or Tag.Doubles or Tag.Tensors => (int)_bits, Tag.String => (int)(_bits + 7) / 8, _ => 0 };

    internal unsafe void Write(ref Value value, ref long* scratch)
    {
        value.Tag = _tag;
        value.Count = 0;
        value.Integer = _bits;
        switch (_tag)
        {
            case Tag.Tensor: value.Tensor = ((torch.Tensor)_reference!).Live; return;
            case Tag.Generator: value.Tensor = ((torch.Generator)_reference!).Handle; return;
            case Tag.Device: (value.Integer, value.Count) = (_bits >> 32, (int)_bits); return;
            case Tag.Ints: ((long[])_reference!).CopyTo(new Span<long>(scratch, (int)_bits)); break;
            case Tag.Doubles: ((double[])_reference!).CopyTo(new Span<double>(scratch, (int)_bits)); break;
            case Tag.String: Encoding.UTF8.GetBytes((string)_reference!, new Span<byte>(scratch, (int)_bits)); break;
            case Tag.Tensors:
                var tensors = (torch.Tensor?[])_reference!;
                for (var i = 0; i < tensors.Length; i++) scratch[i] = tensors[i]?.Live ?? 0;
                break;
            default: return;
        }
        value.Count = (int)_bits;
        value.Pointer = scratch;
        scratch += Words;
    }

    internal void KeepAlive() => GC.KeepAlive(_reference);

    /// <summary>How an error message shows the argument: tensors by type and shape, lists by their numbers.</summary>
    public override string ToString() => _tag switch
    {
        Tag.Default => "default",
        Tag.None => "null",
        Tag.Tensor => Shape(Tensor),
        Tag.Double => BitConverter.Int64BitsToDouble(_bits).ToString("g6", System.Globalization.CultureInfo.InvariantCulture),
        Tag.Bool => _bits != 0 ? "true" : "false",
        Tag.Ints => "(" + string.Join(", ", (long[])_reference!) + ")",
        Tag.Doubles => "(" + string.Join(", ", (double[])_reference!) + ")",
        Tag.Tensors => "[" + string.Join(", ", ((torch.Tensor?[])_reference!).Take(8).Select(Shape)) + (_bits > 8 ? ", …" : "") + "]",
        Tag.Device => $"{(DeviceType)(_bits >> 32)}".ToLowerInvariant(),
        Tag.Generator => "generator",
        Tag.String => $"\"{_reference}\"",
        _ => _bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static string Shape(torch.Tensor? tensor) =>
        tensor is null ? "null" : tensor.IsInvalid ? "disposed" : $"{tensor.dtype.Name()}[{string.Join(", ", tensor.shape)}]";
}
