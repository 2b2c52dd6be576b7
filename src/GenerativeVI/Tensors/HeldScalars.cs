using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace GenerativeVI.Tensors;

/// <summary>TorchSharp's operations with numbers, safe from the garbage collector.</summary>
/// <remarks>
/// Every number that goes into an operation of TorchSharp, the hidden factor 1 of <c>x + y</c> among them, becomes a finalizable <see cref="Scalar"/> that nothing holds once its
/// handle has been read. A collection that another thread starts at that moment frees it under the running operation, which then fails ("Unknown scalar type") or ends the process.
/// Here Scalars are kept: a number seen before is never made again, and of the others each thread remembers its latest. The build directs this library's calls of TorchSharp to the
/// methods below, by name and parameters (src/CallRedirection); the sources go on saying <c>x + y</c>.
/// </remarks>
[RedirectsCalls]
[SuppressMessage("Style", "IDE1006", Justification = "The names are those of TorchSharp's methods.")]
[SuppressMessage("Naming", "CA1707", Justification = "The names are those of TorchSharp's methods.")]
internal static class HeldScalars
{
    // More different numbers than a program names, fewer than a schedule makes.
    private const int MostKept = 1024;

    // More Scalars than one operation takes.
    private const int Remembered = 64;

    private static readonly ConcurrentDictionary<(TypeCode Type, long Bits), Scalar> Kept = [];
    private static readonly Scalar One = op_Implicit(1), Zero = op_Implicit(0), Two = op_Implicit(2);

    [ThreadStatic]
    private static Scalar[]? latest;

    [ThreadStatic]
    private static int next;

    public static Scalar op_Implicit(double value) => Kept.TryGetValue((TypeCode.Double, BitConverter.DoubleToInt64Bits(value)), out var kept)
        ? kept
        : Keep((TypeCode.Double, BitConverter.DoubleToInt64Bits(value)), value.ToScalar());

    public static Scalar op_Implicit(float value) => Kept.TryGetValue((TypeCode.Single, BitConverter.SingleToInt32Bits(value)), out var kept)
        ? kept
        : Keep((TypeCode.Single, BitConverter.SingleToInt32Bits(value)), value.ToScalar());

    public static Scalar op_Implicit(int value) => Kept.TryGetValue((TypeCode.Int32, value), out var kept) ? kept : Keep((TypeCode.Int32, value), value.ToScalar());

    public static Scalar op_Implicit(long value) => Kept.TryGetValue((TypeCode.Int64, value), out var kept) ? kept : Keep((TypeCode.Int64, value), value.ToScalar());

    public static Tensor op_Addition(Tensor left, Tensor right) => left.add(right, One);

    public static Tensor op_Addition(Tensor left, double right) => left.add(op_Implicit(right), One);

    public static Tensor op_Addition(Tensor left, int right) => left.add(op_Implicit(right), One);

    public static Tensor op_Addition(Tensor left, long right) => left.add(op_Implicit(right), One);

    public static Tensor op_Addition(double left, Tensor right) => right.add(op_Implicit(left), One);

    public static Tensor op_Addition(int left, Tensor right) => right.add(op_Implicit(left), One);

    public static Tensor op_Addition(long left, Tensor right) => right.add(op_Implicit(left), One);

    public static Tensor op_Subtraction(Tensor left, double right) => left.sub(op_Implicit(right));

    public static Tensor op_Subtraction(Tensor left, int right) => left.sub(op_Implicit(right));

    public static Tensor op_Subtraction(Tensor left, long right) => left.sub(op_Implicit(right));

    public static Tensor op_Subtraction(double left, Tensor right) => right.negative().add(op_Implicit(left), One);

    public static Tensor op_Subtraction(int left, Tensor right) => right.negative().add(op_Implicit(left), One);

    public static Tensor op_Subtraction(long left, Tensor right) => right.negative().add(op_Implicit(left), One);

    public static Tensor op_Multiply(Tensor left, double right) => left.mul(op_Implicit(right));

    public static Tensor op_Multiply(Tensor left, int right) => left.mul(op_Implicit(right));

    public static Tensor op_Multiply(Tensor left, long right) => left.mul(op_Implicit(right));

    public static Tensor op_Multiply(double left, Tensor right) => right.mul(op_Implicit(left));

    public static Tensor op_Multiply(int left, Tensor right) => right.mul(op_Implicit(left));

    public static Tensor op_Multiply(long left, Tensor right) => right.mul(op_Implicit(left));

    public static Tensor op_Division(Tensor left, double right) => left.div(op_Implicit(right));

    public static Tensor op_Division(Tensor left, int right) => left.div(op_Implicit(right));

    public static Tensor op_Division(Tensor left, long right) => left.div(op_Implicit(right));

    public static Tensor op_Division(double left, Tensor right) => right.reciprocal().mul(op_Implicit(left));

    public static Tensor op_Division(int left, Tensor right) => right.reciprocal().mul(op_Implicit(left));

    public static Tensor op_Division(long left, Tensor right) => right.reciprocal().mul(op_Implicit(left));

    public static Tensor add(Tensor value, Scalar number) => value.add(number, One);

    public static Tensor add_(Tensor value, Tensor other) => value.add_(other, One);

    public static Tensor add_(Tensor value, Scalar number) => value.add_(number, One);

    public static Tensor square(Tensor value) => value.pow(Two);

    public static Tensor arange(Scalar stop, ScalarType? type, Device? device, bool needsGradient) => torch.arange(Zero, stop, One, type, device, needsGradient);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? type, Device? device, bool needsGradient) =>
        torch.arange(start, stop, One, type, device, needsGradient);

    // TorchSharp's softplus and elu make Scalars that nobody outside can hold, so these are made of others.
    public static Tensor softplus(Tensor value, double beta, double threshold) => beta == 1
        ? nn.functional.logsigmoid(value.neg()).neg()
        : nn.functional.logsigmoid(value.mul(op_Implicit(-beta))).div(op_Implicit(-beta));

    public static Tensor elu(Tensor value, double alpha, bool inplace) =>
        where(value.gt(Zero), value, value.clamp_max(Zero).expm1().mul(op_Implicit(alpha)));

    public static double ToDouble(Tensor value)
    {
        using var number = value.to(ScalarType.Float64);
        return number.item<double>();
    }

    private static Scalar Keep((TypeCode, long) number, Scalar scalar)
    {
        if (Kept.Count < MostKept) return Kept.GetOrAdd(number, scalar);
        latest ??= new Scalar[Remembered];
        return latest[next++ % Remembered] = scalar;
    }
}
