using GenerativeVI.Data;
using GenerativeVI.Models;

namespace GenerativeVI;

/// <summary>Draws as dots over a density of the plane, the darker the denser.</summary>
public static class TargetPicture
{
    private const int Side = 240, Gap = 6;

    /// <summary>Panels in rows; each is a square of the target's extent.</summary>
    /// <param name="panels">A target and draws of a posterior, [S, 2], each.</param>
    /// <param name="columns">Panels in a row, at least 1.</param>
    public static PngImage Of(IReadOnlyList<(PlanarTarget Target, Tensor Draws)> panels, int columns = 1)
    {
        if (columns < 1) throw new ArgumentOutOfRangeException(nameof(columns), $"columns: expected at least 1, got {columns}.");
        var (width, height) = (Math.Min(columns, panels.Count) * (Side + Gap) - Gap, (panels.Count + columns - 1) / columns * (Side + Gap) - Gap);
        var pixels = new byte[3 * width * height];
        Array.Fill(pixels, (byte)255);
        foreach (var (number, (target, draws)) in panels.Index())
        {
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            var corner = number / columns * (Side + Gap) * width + number % columns * (Side + Gap);
            var middles = (arange(Side, dtype: ScalarType.Float64) + 0.5) * (2 * target.Extent / Side) - target.Extent;
            var density = target.Grid(middles, middles.flip(0)).exp(); // the first row is the top one
            var shades = (density / density.max()).sqrt().cpu().flatten().data<double>().ToArray();
            for (var i = 0; i < shades.Length; i++) Put(pixels, corner + i / Side * width + i % Side, 255 - 110 * shades[i], 255 - 75 * shades[i], 255 - 20 * shades[i]);
            var places = draws.to_type(ScalarType.Float64).cpu().contiguous().flatten().data<double>().ToArray();
            for (var i = 0; i < places.Length; i += 2)
            {
                var (column, row) = ((int)Math.Floor((places[i] / target.Extent + 1) * Side / 2), (int)Math.Floor((1 - places[i + 1] / target.Extent) * Side / 2));
                if (column is >= 0 and < Side && row is >= 0 and < Side) Put(pixels, corner + row * width + column, 200, 60, 0);
            }
        }
        return new PngImage(pixels, width, height, 3);
    }

    private static void Put(byte[] pixels, int place, double red, double green, double blue) =>
        (pixels[3 * place], pixels[3 * place + 1], pixels[3 * place + 2]) = ((byte)red, (byte)green, (byte)blue);
}
