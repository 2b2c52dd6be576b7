namespace TorchSharp.System.Tests.Operators;

/// <summary>Functions of two numbers, one line each: name, what it computes, where the first and the second number lie.</summary>
public sealed record Binary(string Name, Func<double, double, double> Formula, double Low, double High, double LowSecond, double HighSecond)
{
    public bool Smooth { get; init; } = true;

    public static readonly Binary[] All =
    [
        new("add", (a, b) => a + b, -2, 2, -2, 2), new("sub", (a, b) => a - b, -2, 2, -2, 2), new("subtract", (a, b) => a - b, -2, 2, -2, 2),
        new("mul", (a, b) => a * b, -2, 2, -2, 2), new("multiply", (a, b) => a * b, -2, 2, -2, 2), new("div", (a, b) => a / b, -2, 2, 0.5, 2),
        new("divide", (a, b) => a / b, -2, 2, 0.5, 2), new("true_divide", (a, b) => a / b, -2, 2, 0.5, 2), new("pow", Math.Pow, 0.3, 2, -2, 2),
        new("float_power", Math.Pow, 0.3, 2, -2, 2), new("xlogy", (a, b) => a * Math.Log(b), 0.3, 2, 0.3, 2), new("atan2", Math.Atan2, 0.3, 2, 0.3, 2),
        new("arctan2", Math.Atan2, 0.3, 2, 0.3, 2), new("arctan", Math.Atan2, 0.3, 2, 0.3, 2), new("hypot", (a, b) => Math.Sqrt(a * a + b * b), 0.3, 2, 0.3, 2),
        new("logaddexp", (a, b) => Math.Log(Math.Exp(a) + Math.Exp(b)), -2, 2, -2, 2),
        new("logaddexp2", (a, b) => Math.Log2(Math.Pow(2, a) + Math.Pow(2, b)), -2, 2, -2, 2),
        new("maximum", Math.Max, -2, -0.1, 0.1, 2), new("minimum", Math.Min, -2, -0.1, 0.1, 2), new("max", Math.Max, -2, -0.1, 0.1, 2),
        new("min", Math.Min, -2, -0.1, 0.1, 2),
        new("fmax", Math.Max, -2, -0.1, 0.1, 2), new("fmin", Math.Min, -2, -0.1, 0.1, 2), new("copysign", (a, b) => Math.CopySign(a, b), 0.3, 2, -2, -0.3),
        new("ldexp", (a, b) => a * Math.Pow(2, b), -2, 2, -2, 2) { Smooth = false }, new("remainder", (a, b) => a - b * Math.Floor(a / b), 1.1, 1.9, 0.6, 0.9),
        new("fmod", (a, b) => a % b, 1.1, 1.9, 0.6, 0.9), new("floor_divide", (a, b) => Math.Floor(a / b), -2, 2, 0.6, 0.9) { Smooth = false },
        new("eq", (a, b) => a == b ? 1 : 0, -1, 1, -1, 1) { Smooth = false }, new("ne", (a, b) => a != b ? 1 : 0, -1, 1, -1, 1) { Smooth = false },
        new("lt", (a, b) => a < b ? 1 : 0, -1, 1, -1, 1) { Smooth = false }, new("le", (a, b) => a <= b ? 1 : 0, -1, 1, -1, 1) { Smooth = false },
        new("gt", (a, b) => a > b ? 1 : 0, -1, 1, -1, 1) { Smooth = false }, new("ge", (a, b) => a >= b ? 1 : 0, -1, 1, -1, 1) { Smooth = false },
        new("less", (a, b) => a < b ? 1 : 0, -1, 1, -1, 1) { Smooth = false }, new("less_equal", (a, b) => a <= b ? 1 : 0, -1, 1, -1, 1) { Smooth = false },
        new("greater", (a, b) => a > b ? 1 : 0, -1, 1, -1, 1) { Smooth = false },
        new("greater_equal", (a, b) => a >= b ? 1 : 0, -1, 1, -1, 1) { Smooth = false },
        new("not_equal", (a, b) => a != b ? 1 : 0, -1, 1, -1, 1) { Smooth = false }, new("equal", (a, b) => a == b ? 1 : 0, -1, 1, -1, 1) { Smooth = false },
        new("logical_and", (a, b) => a != 0 && b != 0 ? 1 : 0, -1, 1, -1, 1) { Smooth = false },
        new("logical_or", (a, b) => a != 0 || b != 0 ? 1 : 0, -1, 1, -1, 1) { Smooth = false },
        new("logical_xor", (a, b) => a != 0 != (b != 0) ? 1 : 0, -1, 1, -1, 1) { Smooth = false }, new("isclose", (a, b) => 0, -1, 0, 1, 2) { Smooth = false },
        new("heaviside", (a, b) => a > 0 ? 1 : a < 0 ? 0 : b, -1, 1, -1, 1) { Smooth = false },
        new("nextafter", (a, b) => b > a ? Math.BitIncrement(a) : Math.BitDecrement(a), -1, 0, 1, 2) { Smooth = false },
        new("clamp_min", Math.Max, -2, -0.1, 0.1, 2), new("clamp_max", Math.Min, -2, -0.1, 0.1, 2),
    ];
}
