using TorchSharp.System.Tests.Support;

namespace TorchSharp.System.Tests.Operators;

/// <summary>
/// Functions of one number, one line each: name, what it computes, where. Every spelling that exists (method, in place, static) is tested by its name.
/// </summary>
public sealed record Unary(string Name, Func<double, double> Formula, double Low, double High)
{
    public bool Smooth { get; init; } = true;

    public static readonly Unary[] All =
    [
        new("abs", Math.Abs, 0.1, 2), new("absolute", Math.Abs, -2, -0.1), new("neg", x => -x, -2, 2), new("negative", x => -x, -2, 2),
        new("positive", x => x, -2, 2),
        new("acos", Math.Acos, -0.9, 0.9), new("arccos", Math.Acos, -0.9, 0.9), new("asin", Math.Asin, -0.9, 0.9), new("arcsin", Math.Asin, -0.9, 0.9),
        new("atan", Math.Atan, -2, 2), new("arctan", Math.Atan, -2, 2), new("acosh", Math.Acosh, 1.2, 3), new("arccosh", Math.Acosh, 1.2, 3),
        new("asinh", Math.Asinh, -2, 2), new("arcsinh", Math.Asinh, -2, 2), new("atanh", Math.Atanh, -0.9, 0.9), new("arctanh", Math.Atanh, -0.9, 0.9),
        new("sin", Math.Sin, -3, 3), new("cos", Math.Cos, -3, 3), new("tan", Math.Tan, -1.2, 1.2), new("sinh", Math.Sinh, -2, 2), new("cosh", Math.Cosh, -2, 2),
        new("tanh", Math.Tanh, -2, 2),
        new("exp", Math.Exp, -2, 2), new("exp2", x => Math.Pow(2, x), -2, 2), new("expm1", x => Math.Exp(x) - 1, -1, 1),
        new("log", Math.Log, 0.2, 3), new("log2", Math.Log2, 0.2, 3), new("log10", Math.Log10, 0.2, 3), new("log1p", x => Math.Log(1 + x), -0.5, 3),
        new("sqrt", Math.Sqrt, 0.2, 3), new("rsqrt", x => 1 / Math.Sqrt(x), 0.2, 3), new("square", x => x * x, -2, 2), new("reciprocal", x => 1 / x, 0.3, 2),
        new("sigmoid", x => 1 / (1 + Math.Exp(-x)), -3, 3), new("logit", x => Math.Log(x / (1 - x)), 0.1, 0.9),
        new("log_sigmoid", x => -Math.Log(1 + Math.Exp(-x)), -3, 3),
        new("softplus", x => Math.Log(1 + Math.Exp(x)), -3, 3), new("silu", x => x / (1 + Math.Exp(-x)), -3, 3), new("relu", x => Math.Max(x, 0), 0.1, 2),
        new("relu6", x => Math.Clamp(x, 0, 6), 0.1, 5), new("elu", x => x > 0 ? x : Math.Exp(x) - 1, -2, -0.1),
        new("celu", x => x > 0 ? x : Math.Exp(x) - 1, -2, -0.1),
        new("gelu", x => x * Reference.Ndtr(x), -2, 2), new("hardsigmoid", x => (x + 3) / 6, -2.5, 2.5), new("hardswish", x => x * (x + 3) / 6, -2.5, 2.5),
        new("selu", x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1)), -2, -0.1),
        new("sinc", x => Math.Sin(Math.PI * x) / (Math.PI * x), 0.2, 2), new("deg2rad", x => x * Math.PI / 180, -90, 90),
        new("rad2deg", x => x * 180 / Math.PI, -2, 2),
        new("erf", Reference.Erf, -2, 2), new("erfc", x => 1 - Reference.Erf(x), -2, 2),
        new("erfinv", y => Reference.Inverse(Reference.Erf, y, -4, 4), -0.9, 0.9),
        new("lgamma", Reference.LogGamma, 0.2, 5), new("digamma", Reference.Digamma, 0.2, 5), new("i0", x => Reference.BesselI(0, x), -3, 3),
        new("sign", x => Math.Sign(x), 0.1, 2), new("sgn", x => Math.Sign(x), -2, -0.1),
        new("ceil", Math.Ceiling, -3, 3) { Smooth = false }, new("floor", Math.Floor, -3, 3) { Smooth = false },
        new("trunc", Math.Truncate, -3, 3) { Smooth = false },
        new("fix", Math.Truncate, -3, 3) { Smooth = false }, new("round", Math.Round, -3, 3) { Smooth = false },
        new("frac", x => x - Math.Truncate(x), 0.1, 0.9),
        new("isnan", _ => 0, -1, 1) { Smooth = false }, new("isinf", _ => 0, -1, 1) { Smooth = false }, new("isfinite", _ => 1, -1, 1) { Smooth = false },
        new("isreal", _ => 1, -1, 1) { Smooth = false }, new("isposinf", _ => 0, -1, 1) { Smooth = false }, new("isneginf", _ => 0, -1, 1) { Smooth = false },
        new("signbit", x => x < 0 ? 1 : 0, -1, 1) { Smooth = false }, new("logical_not", x => x == 0 ? 1 : 0, -1, 1) { Smooth = false },
        new("angle", x => x < 0 ? Math.PI : 0, -1, 1) { Smooth = false }, new("clone", x => x, -1, 1), new("alias", x => x, -1, 1),
        new("contiguous", x => x, -1, 1),
    ];

    /// <summary>The functions of torch.special, which have no method.</summary>
    public static readonly Unary[] Special =
    [
        new("entr", x => -x * Math.Log(x), 0.2, 2), new("erfcx", x => Math.Exp(x * x) * (1 - Reference.Erf(x)), -1, 1),
        new("expit", x => 1 / (1 + Math.Exp(-x)), -3, 3),
        new("gammaln", Reference.LogGamma, 0.2, 5), new("psi", Reference.Digamma, 0.2, 5),
        new("i0e", x => Reference.BesselI(0, x) * Math.Exp(-Math.Abs(x)), 0.1, 3),
        new("i1", x => Reference.BesselI(1, x), -3, 3), new("i1e", x => Reference.BesselI(1, x) * Math.Exp(-Math.Abs(x)), 0.1, 3),
        new("ndtr", Reference.Ndtr, -2, 2),
        new("ndtri", y => Reference.Inverse(Reference.Ndtr, y, -6, 6), 0.05, 0.95), new("erf", Reference.Erf, -2, 2),
        new("erfc", x => 1 - Reference.Erf(x), -2, 2),
        new("sinc", x => Math.Sin(Math.PI * x) / (Math.PI * x), 0.2, 2), new("expm1", x => Math.Exp(x) - 1, -1, 1), new("exp2", x => Math.Pow(2, x), -2, 2),
        new("logit", x => Math.Log(x / (1 - x)), 0.1, 0.9), new("digamma", Reference.Digamma, 0.2, 5), new("i0", x => Reference.BesselI(0, x), -3, 3),
        new("erfinv", y => Reference.Inverse(Reference.Erf, y, -4, 4), -0.9, 0.9), new("sigmoid", x => 1 / (1 + Math.Exp(-x)), -3, 3),
    ];
}
