using TorchSharp.System.Tests.Support;
using static TorchSharp.torch;

namespace TorchSharp.System.Tests.Operators;

/// <summary>Operators that gather many numbers, one line each: applied to a matrix [2, 3], what they make of each of its rows (or of all of it).</summary>
public sealed record Reduction(string Name, Func<Tensor, Tensor> Apply, Func<double[], double[]> Row, bool Whole = false, bool Smooth = true)
{
    public static readonly Domain Matrix = new(0.2, 2, 2, 3) { Distinct = true };

    private static readonly Tensor _half = tensor(0.5);

    public static readonly Reduction[] All =
    [
        new("sum", x => x.sum(), r => [r.Sum()], Whole: true), new("sum dim", x => x.sum(1), r => [r.Sum()]),
        new("sum dims", x => x.sum([0, 1]), r => [r.Sum()], Whole: true),
        new("sum two", x => x.sum(0, 1), r => [r.Sum()], Whole: true), new("sum keepdim", x => x.sum(-1, keepdim: true), r => [r.Sum()]),
        new("mean", x => x.mean(), r => [r.Average()], Whole: true), new("mean dim", x => x.mean([1]), r => [r.Average()]),
        new("nansum", x => x.nansum(), r => [r.Sum()], Whole: true),
        new("nanmean", x => x.nanmean(1), r => [r.Average()]), new("prod", x => x.prod(), r => [Product(r)], Whole: true),
        new("prod dim", x => x.prod(1), r => [Product(r)]),
        new("max", x => x.max(), r => [r.Max()], Whole: true), new("min", x => x.min(), r => [r.Min()], Whole: true),
        new("max dim", x => x.max(1).Item1, r => [r.Max()]), new("min dim", x => x.min(1).Item1, r => [r.Min()]),
        new("amax", x => x.amax(1), r => [r.Max()]), new("amin", x => x.amin([1], keepdim: true), r => [r.Min()]),
        new("aminmax", x => x.aminmax(1).Item2, r => [r.Max()], Smooth: false),
        new("median", x => x[0].median(), r => [r.Take(3).Order().ElementAt(1)], Whole: true),
        new("nanmedian", x => x[0].nanmedian(), r => [r.Take(3).Order().ElementAt(1)], Whole: true), new("mode", x => x.mode(1).Item1, r => [r.Min()]),
        new("quantile", x => x.quantile(tensor(0.5), 1), r => [r.Order().ElementAt(1)]),
        new("nanquantile", x => x.nanquantile(tensor(0.5), 1), r => [r.Order().ElementAt(1)]),
        new("logsumexp", x => x.logsumexp(1), r => [Math.Log(r.Sum(Math.Exp))]), new("norm", x => x.norm(), r => [Math.Sqrt(r.Sum(v => v * v))], Whole: true),
        new("norm dim", x => x.norm(1, p: 1), r => [r.Sum(Math.Abs)]), new("var", x => x.var(), r => [Variance(r)], Whole: true),
        new("var dim", x => x.var(1), r => [Variance(r)]),
        new("std", x => x.std(), r => [Math.Sqrt(Variance(r))], Whole: true), new("std dim", x => x.std(1), r => [Math.Sqrt(Variance(r))]),
        new("var_mean", x => x.var_mean(1).Item1, r => [Variance(r)]), new("std_mean", x => x.std_mean(1).Item2, r => [r.Average()]),
        new("var biased", x => x.var(1, unbiased: false), r => [Variance(r) * (r.Length - 1) / r.Length]),
        new("cumsum", x => x.cumsum(1), r => Running(r, (a, b) => a + b)), new("cumprod", x => x.cumprod(1), r => Running(r, (a, b) => a * b)),
        new("cummax", x => x.cummax(1).Item1, r => Running(r, Math.Max)), new("cummin", x => x.cummin(1).Item1, r => Running(r, Math.Min)),
        new("logcumsumexp", x => x.logcumsumexp(1), r => Running(r, (a, b) => Math.Log(Math.Exp(a) + Math.Exp(b)))),
        new("softmax", x => x.softmax(1), r => [.. r.Select(v => Math.Exp(v) / r.Sum(Math.Exp))]),
        new("log_softmax", x => x.log_softmax(1), r => [.. r.Select(v => v - Math.Log(r.Sum(Math.Exp)))]),
        new("special softmax", x => special.softmax(x, 1), r => [.. r.Select(v => Math.Exp(v) / r.Sum(Math.Exp))]),
        new("diff", x => x.diff(), r => [.. r.Skip(1).Zip(r, (b, a) => b - a)]),
        new("trapezoid", x => x.trapezoid(), r => [r.Skip(1).Zip(r, (b, a) => (a + b) / 2).Sum()]),
        new("cumulative_trapezoid", x => x.cumulative_trapezoid(), r => Running([.. r.Skip(1).Zip(r, (b, a) => (a + b) / 2)], (a, b) => a + b)),
        new("argmax", x => x.argmax(1), r => [Array.IndexOf(r, r.Max())], Smooth: false),
        new("argmin", x => x.argmin(1), r => [Array.IndexOf(r, r.Min())], Smooth: false),
        new("argmax all", x => x.argmax(), r => [Array.IndexOf(r, r.Max())], true, false),
        new("argmin all", x => x.argmin(), r => [Array.IndexOf(r, r.Min())], true, false),
        new("argsort", x => x.argsort(1), r => [.. r.Order().Select(v => (double)Array.IndexOf(r, v))], Smooth: false),
        new("all", x => (x > 1).all(), r => [r.All(v => v > 1) ? 1 : 0], true, false),
        new("any", x => (x > 1).any(), r => [r.Any(v => v > 1) ? 1 : 0], true, false),
        new("all dim", x => (x > 1).all(1), r => [r.All(v => v > 1) ? 1 : 0], Smooth: false),
        new("any dim", x => (x > 1).any(1), r => [r.Any(v => v > 1) ? 1 : 0], Smooth: false),
        new("count_nonzero", x => (x > 1).count_nonzero(), r => [r.Count(v => v > 1)], true, false),
        new("count_nonzero dim", x => (x > 1).count_nonzero([1]), r => [r.Count(v => v > 1)], Smooth: false),
        new("clamp", x => x.clamp(0.55, 1.45), r => [.. r.Select(v => Math.Clamp(v, 0.55, 1.45))]),
        new("clip", x => x.clip(0.55, 1.45), r => [.. r.Select(v => Math.Clamp(v, 0.55, 1.45))]),
        new("hardtanh", x => x.hardtanh(0.55, 1.45), r => [.. r.Select(v => Math.Clamp(v, 0.55, 1.45))]),
        new("threshold", x => x.threshold(1.1, 7), r => [.. r.Select(v => v > 1.1 ? v : 7)]),
        new("leaky_relu", x => (x - 1).leaky_relu(0.1), r => [.. r.Select(v => v > 1 ? v - 1 : 0.1 * (v - 1))]),
        new("polygamma", x => x.polygamma(0), r => [.. r.Select(Reference.Digamma)]),
        new("mvlgamma", x => (x + 1).mvlgamma(2), r => [.. r.Select(v => 0.5 * Math.Log(Math.PI) + Reference.LogGamma(v + 1) + Reference.LogGamma(v + 0.5))]),
        new("nan_to_num", x => x.nan_to_num(), r => r), new("lerp", x => x.lerp(x * 3, _half.to(float64)), r => [.. r.Select(v => 2 * v)]),
        new("addcmul", x => x.addcmul(x, x, 2), r => [.. r.Select(v => v + 2 * v * v)]),
        new("addcdiv", x => x.addcdiv(x, x * x, 2), r => [.. r.Select(v => v + 2 / v)]),
        new("glu", x => cat([x, x], 1).glu(1), r => [.. r.Select(v => v / (1 + Math.Exp(-v)))]),
        new("xlog1py", x => special.xlog1py(x, x), r => [.. r.Select(v => v * Math.Log(1 + v))]),
        new("renorm", x => x.renorm(2, 0, 1), r => [.. r.Select(v => v / Math.Max(1, Math.Sqrt(r.Sum(u => u * u))))]),
        new("cov", x => x[0].cov(), r => [Variance([.. r.Take(3)])], Whole: true),
        new("dist", x => x.dist(x * 2), r => [Math.Sqrt(r.Sum(v => v * v))], Whole: true),
    ];

    private static double Product(double[] r) => r.Aggregate(1.0, (a, b) => a * b);
    private static double Variance(double[] r) => r.Sum(v => (v - r.Average()) * (v - r.Average())) / (r.Length - 1);

    private static double[] Running(double[] r, Func<double, double, double> f)
    {
        var result = (double[])r.Clone();
        for (var i = 1; i < r.Length; i++) result[i] = f(result[i - 1], r[i]);
        return result;
    }
}
