using GenerativeVI.Data;
using GenerativeVI.Models;
using static TorchSharp.torch;

/// <summary>The plane coloured by p(class 1), rows as dots, relevance vectors in rings.</summary>
internal static class Picture
{
    private const int Side = 600;
    private const double Left = -1.4, Right = 1.1, Low = -0.3, High = 1.2;

    public static void Save(string path, RelevanceClassifier machine, Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var across = linspace(Left, Right, Side, dtype: float64);
        var up = linspace(High, Low, Side, dtype: float64);
        var grid = stack([across.expand(Side, Side), up.unsqueeze(-1).expand(Side, Side)], -1).reshape(-1, 2);
        var probability = machine.PredictProbability(grid).select(1, 1).data<double>().ToArray();
        var pixels = new byte[3 * Side * Side];
        for (var i = 0; i < probability.Length; i++)
        {
            // Blue to orange through white, darker on the lines p = 1/4, 1/2, 3/4.
            var p = probability[i];
            var line = i % Side > 0 && Crosses(probability[i - 1], p) || i >= Side && Crosses(probability[i - Side], p) ? 0.6 : 1;
            Put(pixels, i, line * (p < 0.5 ? 110 + 290 * p : 255), line * (p < 0.5 ? 170 + 170 * p : 255 - 170 * (p - 0.5)), line * (p < 0.5 ? 255 : 255 - 290 * (p - 0.5)));
        }
        for (var n = 0L; n < x.shape[0]; n++) Disc(pixels, Place(x, n), 0, 4, y[n].item<long>() == 1 ? (160, 60, 0) : (0, 50, 140));
        foreach (var n in machine.Vectors) Disc(pixels, Place(x, n), 9, 12, (0, 0, 0));
        Png.Write(path, new PngImage(pixels, Side, Side, 3));
    }

    private static bool Crosses(double a, double b) => new[] { 0.25, 0.5, 0.75 }.Any(level => a < level != b < level);

    private static (double X, double Y) Place(Tensor x, long n) =>
        ((x[n, 0].item<double>() - Left) / (Right - Left) * Side, (High - x[n, 1].item<double>()) / (High - Low) * Side);

    private static void Disc(byte[] pixels, (double X, double Y) center, double inner, double outer, (double, double, double) colour)
    {
        for (var row = Math.Max(0, (int)(center.Y - outer)); row <= Math.Min(Side - 1, center.Y + outer); row++)
        {
            for (var column = Math.Max(0, (int)(center.X - outer)); column <= Math.Min(Side - 1, center.X + outer); column++)
            {
                var radius = Math.Sqrt(Math.Pow(row - center.Y, 2) + Math.Pow(column - center.X, 2));
                if (radius >= inner && radius <= outer) Put(pixels, row * Side + column, colour.Item1, colour.Item2, colour.Item3);
            }
        }
    }

    private static void Put(byte[] pixels, int place, double red, double green, double blue) =>
        (pixels[3 * place], pixels[3 * place + 1], pixels[3 * place + 2]) = ((byte)red, (byte)green, (byte)blue);
}
