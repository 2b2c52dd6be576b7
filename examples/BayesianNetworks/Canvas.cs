using GenerativeVI.Data;

/// <summary>A picture of the plane: a colour for every place, then lines and dots above it.</summary>
internal sealed class Canvas(int width, int height, double left, double right, double low, double high)
{
    private readonly byte[] pixels = new byte[3 * width * height];

    public int Width => width;

    public int Height => height;

    public double X(int column) => left + (column + 0.5) / width * (right - left);

    public double Y(int row) => high - (row + 0.5) / height * (high - low);

    /// <summary>The colour of every pixel by its column and row.</summary>
    public void Field(Func<int, int, (double Red, double Green, double Blue)> colour)
    {
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++) Put(column, row, colour(column, row));
        }
    }

    public void Dot(double x, double y, double radius, (double Red, double Green, double Blue) colour)
    {
        var (across, down) = ((x - left) / (right - left) * width, (high - y) / (high - low) * height);
        for (var row = (int)(down - radius); row <= down + radius; row++)
        {
            for (var column = (int)(across - radius); column <= across + radius; column++)
            {
                if (column >= 0 && column < width && row >= 0 && row < height && Math.Pow(column + 0.5 - across, 2) + Math.Pow(row + 0.5 - down, 2) <= radius * radius) Put(column, row, colour);
            }
        }
    }

    /// <summary>A curve through one value a column.</summary>
    public void Curve(IReadOnlyList<double> values, (double Red, double Green, double Blue) colour)
    {
        // Many small discs from each column's value to the next one's.
        for (var column = 0; column + 1 < width; column++)
        {
            for (var part = 0; part < 20; part++)
                Dot(X(column) + part / 20.0 * (X(1) - X(0)), values[column] + part / 20.0 * (values[column + 1] - values[column]), 1.2, colour);
        }
    }

    public void Save(string path) => Png.Write(path, new PngImage(pixels, width, height, 3));

    private void Put(int column, int row, (double Red, double Green, double Blue) colour)
    {
        var place = 3 * (row * width + column);
        (pixels[place], pixels[place + 1], pixels[place + 2]) = ((byte)colour.Red, (byte)colour.Green, (byte)colour.Blue);
    }
}
