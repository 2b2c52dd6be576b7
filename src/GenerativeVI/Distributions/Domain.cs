using System.Globalization;
using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>Checks of parameters given by people, in one sentence that names parameter, index and value. Each reads a number from the device.</summary>
public static class Domain
{
    /// <summary>The tensor, when every element is finite and above 0.</summary>
    /// <param name="value">Any shape.</param>
    /// <param name="name">What the caller calls it.</param>
    /// <exception cref="ArgumentException"><c>scale[1, 2]: expected above 0, got -0.5.</c></exception>
    public static Tensor Positive(Tensor value, string name) => Require(value, value.gt(0).logical_and(value.isfinite()), name, "above 0");

    /// <summary>The tensor, when every element is finite.</summary>
    /// <param name="value">Any shape.</param>
    /// <param name="name">What the caller calls it.</param>
    /// <exception cref="ArgumentException"><c>mean[0]: expected a finite number, got NaN.</c></exception>
    public static Tensor Finite(Tensor value, string name) => Require(value, value.isfinite(), name, "a finite number");

    /// <summary>The tensor, when every element is strictly between 0 and 1.</summary>
    /// <param name="value">Any shape.</param>
    /// <param name="name">What the caller calls it.</param>
    /// <exception cref="ArgumentException"><c>probabilities[3]: expected between 0 and 1, got 1.2.</c></exception>
    public static Tensor Probability(Tensor value, string name) => Require(value, value.gt(0).logical_and(value.lt(1)), name, "between 0 and 1");

    /// <summary>The tensor, when its last axis is a distribution: no element negative, the sum 1 within 10⁻⁵.</summary>
    /// <param name="value">[..., K].</param>
    /// <param name="name">What the caller calls it.</param>
    /// <exception cref="ArgumentException"><c>probabilities[2]: expected a sum of 1, got 0.9.</c></exception>
    public static Tensor Simplex(Tensor value, string name)
    {
        Require(value, value.ge(0).logical_and(value.isfinite()), name, "at least 0");
        var sum = value.sum(-1);
        Require(sum, (sum - 1).abs().le(1e-5), name, "a sum of 1");
        return value;
    }

    /// <summary>The tensor, unless some of its elements lie outside [0, 1], as grey levels of 0 to 255 do. Tensors of a
    /// device are not looked at, which would make it wait.</summary>
    internal static Tensor Intensity(Tensor value)
    {
        const double rounding = 1e-3;
        if (value.device_type != DeviceType.CPU || value.NumberOfElements == 0) return value;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (smallest, greatest) = value.flatten().aminmax();
        var (least, largest) = (smallest.Number(), greatest.Number());
        if (least < -rounding || largest > 1 + rounding)
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"value: a Bernoulli likelihood is of bits, or of grey values from 0 to 1, and these data reach from {least:G4} to {largest:G4}; say their scale to TensorData, 255 for bytes, or take another likelihood."));
        return value;
    }

    /// <summary>The tensor, when every element is right.</summary>
    internal static Tensor Require(Tensor value, Tensor right, string name, string expected)
    {
        if (right.all().item<bool>()) return value;
        var place = right.expand(value.shape).reshape(-1).to_type(ScalarType.Byte).argmin().item<long>();
        var culprit = value.reshape(-1)[place].to_type(ScalarType.Float64).item<double>();
        var index = new List<long>();
        foreach (var length in value.shape.Reverse())
        {
            index.Insert(0, place % length);
            place /= length;
        }
        var where = index.Count == 0 ? "" : $"[{string.Join(", ", index)}]";
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}{where}: expected {expected}, got {culprit:G6}."), name);
    }
}
