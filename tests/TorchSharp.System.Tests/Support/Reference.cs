namespace TorchSharp.System.Tests.Support;

/// <summary>Special functions from their series, independent of libtorch; good to about 1e-13.</summary>
public static class Reference
{
    /// Stirling's series after the recurrence has lifted x beyond 12.
    public static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 12; x++) shift += Math.Log(x);
        var r = 1 / (x * x);
        var series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / x;
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + series - shift;
    }

    public static double Digamma(double x)
    {
        var shift = 0.0;
        for (; x < 12; x++) shift += 1 / x;
        var r = 1 / (x * x);
        return Math.Log(x) - 0.5 / x - r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r / 132)))) - shift;
    }

    public static double Erf(double x)
    {
        double term = x, sum = x;
        for (var n = 1; n < 200; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    public static double Ndtr(double x) => 0.5 * (1 + Erf(x / Math.Sqrt(2)));

    /// The inverse of a rising function on [low, high].
    public static double Inverse(Func<double, double> f, double y, double low, double high)
    {
        for (var i = 0; i < 200; i++)
        {
            var middle = (low + high) / 2;
            if (f(middle) < y) low = middle; else high = middle;
        }
        return (low + high) / 2;
    }

    public static double BesselI(int order, double x)
    {
        double term = order == 0 ? 1 : x / 2, sum = term;
        for (var k = 1; k < 100; k++)
        {
            term *= x * x / 4 / (k * (k + order));
            sum += term;
        }
        return sum;
    }
}
