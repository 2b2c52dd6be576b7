namespace TorchSharp;

/// <summary>A number without a shape. Unlike a tensor it holds no native memory here.</summary>
public sealed class Scalar : IDisposable
{
    private readonly double _number;
    private readonly long _integer;

    private Scalar(double value, torch.ScalarType type) => (_number, Type) = (value, type);
    private Scalar(long value, torch.ScalarType type) => (_integer, Type) = (value, type);

    public torch.ScalarType Type { get; }

    internal bool IsReal => Type is torch.ScalarType.Float64 or torch.ScalarType.Float32 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16;
    internal Arg Argument => Type == torch.ScalarType.Bool ? (Arg)(_integer != 0) : IsReal ? (Arg)_number : (Arg)_integer;
    internal double Double => IsReal ? _number : _integer;
    internal long Long => IsReal ? (long)_number : _integer;

    internal static Scalar Of(Value value) => value.Tag switch { Tag.Double => value.Number, Tag.Bool => value.Integer != 0, _ => value.Integer };

    public static implicit operator Scalar(bool value) => new(value ? 1 : 0, torch.ScalarType.Bool);
    public static implicit operator Scalar(byte value) => new((long)value, torch.ScalarType.Byte);
    public static implicit operator Scalar(sbyte value) => new((long)value, torch.ScalarType.Int8);
    public static implicit operator Scalar(short value) => new((long)value, torch.ScalarType.Int16);
    public static implicit operator Scalar(int value) => new((long)value, torch.ScalarType.Int32);
    public static implicit operator Scalar(long value) => new(value, torch.ScalarType.Int64);
    public static implicit operator Scalar(BFloat16 value) => new((double)value.ToSingle(), torch.ScalarType.BFloat16);
    public static implicit operator Scalar(Half value) => new((double)value, torch.ScalarType.Float16);
    public static implicit operator Scalar(float value) => new((double)value, torch.ScalarType.Float32);
    public static implicit operator Scalar(double value) => new(value, torch.ScalarType.Float64);

    public void Dispose() { }
}
