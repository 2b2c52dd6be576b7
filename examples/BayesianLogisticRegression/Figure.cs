using GenerativeVI.Data;

/// <summary>Panels of dots around a diagonal: standard deviations above, correlations below; the reference to the right, a posterior upwards, a column each.</summary>
internal static class Figure
{
    private const int Side = 220, Gap = 8;

    public static void Save(string path, Moments reference, IReadOnlyList<Moments> posteriors)
    {
        var (width, height) = (posteriors.Count * (Side + Gap) - Gap, 2 * Side + Gap);
        var pixels = new byte[3 * width * height];
        Array.Fill(pixels, (byte)255);
        var most = 1.25 * reference.Scale.Max();
        foreach (var (column, own) in posteriors.Index())
        {
            Panel(0, column, reference.Scale, own.Scale, 0, most);
            Panel(Side + Gap, column, reference.Correlation, own.Correlation, -1, 1);
        }
        Png.Write(path, new PngImage(pixels, width, height, 3));

        void Panel(int top, int column, double[] across, double[] up, double from, double to)
        {
            var left = column * (Side + Gap);
            for (var i = 0; i < Side; i++)
            {
                foreach (var edge in new[] { (i, 0), (i, Side - 1), (0, i), (Side - 1, i), (i, Side - 1 - i) }) Put(left + edge.Item1, top + edge.Item2, 190, 190, 190);
            }
            foreach (var (a, b) in across.Zip(up))
            {
                var (x, y) = (left + (int)((a - from) / (to - from) * (Side - 1)), top + Side - 1 - (int)((b - from) / (to - from) * (Side - 1)));
                for (var dx = -1; dx <= 1; dx++)
                {
                    for (var dy = -1; dy <= 1; dy++)
                        if (x + dx >= left && x + dx < left + Side && y + dy >= top && y + dy < top + Side) Put(x + dx, y + dy, 30, 90, 180);
                }
            }
        }

        void Put(int x, int y, byte red, byte green, byte blue) => (pixels[3 * (y * width + x)], pixels[3 * (y * width + x) + 1], pixels[3 * (y * width + x) + 2]) = (red, green, blue);
    }
}
