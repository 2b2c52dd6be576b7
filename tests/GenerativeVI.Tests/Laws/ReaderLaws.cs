using System.Buffers.Binary;
using System.Globalization;
using GenerativeVI.Data;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Laws;

/// <summary>Whatever form images are kept in, the rows that a run is made of are those of a plain npy file of the same images.</summary>
public sealed class ReaderLaws : IDisposable
{
    private static readonly int Cases = Effort.Draws(2000, 300);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EveryForm_GivesTheRowsOfThePlainFile()
    {
        for (var number = 0; number < Cases; number++)
        {
            var random = new Random(number);
            var images = new Images(random.Next(2, 9), random.Next(1, 7), random.Next(1, 7), random.Next(3) switch { 0 => 1, 1 => 255, _ => 0 }, random);
            var form = Forms[random.Next(Forms.Length)];
            var what = $"case {number}: {images.Count} images of {images.Height} x {images.Width}, white {images.White}, as {form.Name}";
            var (path, options, tolerance) = form.Write(folder, images, random);
            var expected = Rows(folder.Write("plain.npy", images.Plain()), new ImageOptions { Shape = [images.Height, images.Width], White = images.White == 255 ? 255 : null });
            var found = Rows(path, options with { Shape = options.Shape ?? (form.KnowsItsShape ? null : [images.Height, images.Width]) });
            Assert.True(expected.Length == found.Length, what);
            for (var i = 0; i < found.Length; i++)
                Assert.True(Math.Abs(expected[i] - found[i]) <= tolerance, $"{what}: {found[i]} for {expected[i]} at {i}");
        }
    }

    private static float[] Rows(string path, ImageOptions options)
    {
        var data = ImageSource.Load(path, options);
        return [.. Intensities(data.Train), .. Intensities(data.Test)];
    }

    private static float[] Intensities(ImageSet set)
    {
        using var scope = NewDisposeScope();
        using var data = TensorData.From(set);
        return data.Slice(0, data.Count).Value.contiguous().data<float>().ToArray();
    }

    /// <summary>Images of bits, of grey levels, or of fractions where white is 0; each has black and white in it, so that their scale is not in doubt.</summary>
    private sealed class Images
    {
        public Images(int count, int height, int width, int white, Random random)
        {
            (Count, Height, Width, White) = (count, height, width, white);
            Values = [.. Enumerable.Range(0, count * height * width).Select(_ => white == 0 ? Math.Round(random.NextDouble(), 3) : random.Next(white + 1))];
            (Values[0], Values[^1]) = (Top, 0);
        }

        public int Count { get; }

        public int Height { get; }

        public int Width { get; }

        public int White { get; }

        public double[] Values { get; }

        public int Top => Math.Max(1, White);

        public string Shape => $"({Count}, {Height}, {Width})";

        public byte[] Plain() => White == 0
            ? Samples.Npy("<f4", Shape, [.. Values.SelectMany(value => BitConverter.GetBytes((float)value))])
            : Samples.Npy("|u1", Shape, [.. Values.Select(value => (byte)value)]);
    }

    private sealed record Form(string Name, Func<TempFolder, Images, Random, (string Path, ImageOptions Options, double Tolerance)> Write, bool KnowsItsShape = true);

    private static readonly Form[] Forms =
    [
        new("npy", (folder, images, random) => Array(folder, images, random, "npy")),
        new("npy in column order", (folder, images, random) => Array(folder, images, random, "fortran")),
        new("npy.gz", (folder, images, random) => Array(folder, images, random, "gz")),
        new("npz", (folder, images, random) => Array(folder, images, random, "npz")),
        new("idx", Idx),
        new("csv", Csv, KnowsItsShape: false),
        new("pictures", Folder),
    ];

    private static (string, ImageOptions, double) Array(TempFolder folder, Images images, Random random, string form)
    {
        string[] types = images.White switch
        {
            0 => ["f2", "f4", "f8"],
            1 => ["b1", "u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8"],
            _ => ["u1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8"],
        };
        var (type, big) = (types[random.Next(types.Length)], random.Next(2) == 0);
        var values = images.Values;
        if (form == "fortran")
            values = [.. from w in Enumerable.Range(0, images.Width) from h in Enumerable.Range(0, images.Height) from n in Enumerable.Range(0, images.Count) select values[(n * images.Height + h) * images.Width + w]];
        var mark = type[1] == '1' ? '|' : big ? '>' : '<';
        var file = Samples.Npy($"{mark}{type}", images.Shape, Numbers(values, type, big), random.Next(1, 4), form == "fortran" ? "True" : "False");
        var path = form switch
        {
            "gz" => folder.Write("a.npy.gz", random.Next(2) == 0 ? Samples.Gzip(file) : [.. Samples.Gzip(file[..20]), .. Samples.Gzip(file[20..])]),
            "npz" => folder.Write("a.npz", Samples.Npz(("x", file), ("y", Samples.Npy("|u1", "(1,)", [1])))),
            _ => folder.Write("a.npy", file),
        };
        return (path, new ImageOptions { Key = form == "npz" ? "x" : null }, type == "f2" && images.White == 0 ? 1.0 / 2048 : 1e-7);
    }

    private static (string, ImageOptions, double) Idx(TempFolder folder, Images images, Random random)
    {
        (byte Code, string Type)[] types = images.White == 0 ? [(0x0D, "f4"), (0x0E, "f8")] : [(0x08, "u1"), (0x0B, "i2"), (0x0C, "i4"), (0x0D, "f4"), (0x0E, "f8")];
        var (code, type) = types[random.Next(types.Length)];
        var file = Samples.Idx(code, [images.Count, images.Height, images.Width], Numbers(images.Values, type, big: true));
        return (folder.Write("a-ubyte", random.Next(2) == 0 ? file : Samples.Gzip(file)), new ImageOptions(), 1e-7);
    }

    private static (string, ImageOptions, double) Csv(TempFolder folder, Images images, Random random)
    {
        var size = images.Height * images.Width;
        var separator = ";\t, |"[random.Next(5)];
        var comma = separator != ',' && images.White == 0 && random.Next(2) == 0;
        var isQuoted = random.Next(3) == 0;
        var (header, index, trailing) = (random.Next(2) == 0, random.Next(3) == 0, separator != ' ' && random.Next(3) == 0);
        var label = random.Next(3);
        var lines = new List<string>();
        index &= header && separator != ' ';
        // Nothing tells "0,5" of one column from two columns, nor "0,5 cat" from "0" and "5 cat".
        comma &= separator == ' ' ? label != 2 : size > 1 || label != 0 || index || trailing;
        if (header) lines.Add(Line([.. index ? [""] : (string[])[], .. label == 1 ? ["label"] : (string[])[], .. Enumerable.Range(0, size).Select(i => $"p{i}"), .. label == 2 ? ["class"] : (string[])[]]));
        for (var row = 0; row < images.Count; row++)
        {
            var pixels = images.Values[(row * size)..((row + 1) * size)].Select(value => value.ToString("R", CultureInfo.InvariantCulture).Replace('.', comma ? ',' : '.'));
            lines.Add(Line([.. index ? [$"{row}"] : (string[])[], .. label == 1 ? [$"{row % 3}"] : (string[])[], .. pixels, .. label == 2 ? [$"c{row % 2}"] : (string[])[]]));
        }
        if (separator != ' ' && random.Next(4) == 0) lines.Insert(0, $"sep={separator}");
        var text = string.Join(random.Next(2) == 0 ? "\n" : "\r\n", lines) + "\n";
        var encoding = random.Next(4) == 0 ? System.Text.Encoding.Unicode : new System.Text.UTF8Encoding(random.Next(2) == 0);
        var labels = header ? (LabelColumn?)null : label switch { 1 => LabelColumn.First, 2 => LabelColumn.Last, _ => LabelColumn.None };
        return (folder.Write("a.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]), new ImageOptions { Labels = labels }, 1e-7);

        string Line(string[] fields) => string.Join(separator, fields.Select(Field)) + (trailing ? separator : "");

        string Field(string field) => isQuoted && random.Next(2) == 0 ? $"\"{field}\"" : field;
    }

    private static (string, ImageOptions, double) Folder(TempFolder folder, Images images, Random random)
    {
        // Pictures are of 256 levels.
        var size = images.Height * images.Width;
        var name = $"pictures{random.Next()}";
        for (var n = 0; n < images.Count; n++)
        {
            var samples = images.Values[(n * size)..((n + 1) * size)].Select(value => (byte)Math.Round(255 * value / images.Top)).ToArray();
            folder.Write($"{name}/{n:D3}.png", random.Next(3) switch
            {
                0 => SamplePictures.InterlacedPng(images.Width, images.Height, samples),
                1 => Png.Encode(new PngImage([.. samples.SelectMany(sample => (byte[])[sample, sample, sample, 255])], images.Width, images.Height, 4)),
                _ => SamplePictures.GrayPng(images.Width, images.Height, samples, transparent: null),
            });
        }
        return (folder[name], new ImageOptions(), images.White == 0 ? 0.5 / 255 + 1e-6 : 1e-7);
    }

    private static byte[] Numbers(double[] values, string type, bool big)
    {
        var size = type[1] - '0';
        var bytes = new byte[values.Length * size];
        for (var i = 0; i < values.Length; i++)
        {
            var place = bytes.AsSpan(i * size, size);
            switch (type)
            {
                case "f2":
                    BinaryPrimitives.WriteHalfLittleEndian(place, (Half)values[i]);
                    break;
                case "f4":
                    BinaryPrimitives.WriteSingleLittleEndian(place, (float)values[i]);
                    break;
                case "f8":
                    BinaryPrimitives.WriteDoubleLittleEndian(place, values[i]);
                    break;
                default:
                    for (var b = 0; b < size; b++) place[b] = (byte)((long)values[i] >> (8 * b));
                    break;
            }
            if (big) place.Reverse();
        }
        return bytes;
    }
}
