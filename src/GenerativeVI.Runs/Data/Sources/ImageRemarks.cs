using System.Globalization;

namespace GenerativeVI.Data;

/// <summary>What is odd about images though nothing forbids it: that there is nothing in them, or nothing that differs.</summary>
internal static class ImageRemarks
{
    // Half a grey level of 256: what is never brighter is black in every picture.
    private const float Vanishing = 1f / 512;

    /// <summary>Sentences about images; none where there is nothing odd.</summary>
    /// <param name="set">The images.</param>
    /// <param name="name">What they are called: training, test.</param>
    public static IEnumerable<string> Of(ImageSet set, string name)
    {
        var (count, size) = (set.Images.Count, checked((int)set.Images.Size));
        var flat = set.Images switch
        {
            ByteImages bytes => Flat<byte>(bytes.Pixels, size),
            FloatImages floats => Flat<float>(floats.Intensities, size),
            _ => new Flatness(0, false),
        };
        if (flat.IsAll)
            yield return $"All pixels of the {count} {name} images are the same: there is nothing to learn from them.";
        else if (flat.Images > 0)
            yield return $"{flat.Images} of the {count} {name} images {(flat.Images == 1 ? "is" : "are")} of one grey value all over.";
        else if (count > 1 && AreEqual(set.Images, size))
            yield return $"The {count} {name} images are all the same one.";
        if (set.Images is FloatImages { Intensities: var intensities } && intensities.Max() is > 0 and < Vanishing and var brightest)
            yield return $"No pixel of the {name} images is brighter than {brightest.ToString("G3", CultureInfo.InvariantCulture)} of white: all of them are black. Check their scale.";
    }

    private static Flatness Flat<T>(ReadOnlySpan<T> pixels, int size) where T : IEquatable<T>
    {
        var flat = 0L;
        for (var start = 0; start < pixels.Length; start += size)
        {
            if (pixels.Slice(start, size).IndexOfAnyExcept(pixels[start]) < 0) flat++;
        }
        return new Flatness(flat, pixels.IndexOfAnyExcept(pixels[0]) < 0);
    }

    private static bool AreEqual(ImageArray images, int size) => images switch
    {
        ByteImages bytes => AreEqual<byte>(bytes.Pixels, size),
        FloatImages floats => AreEqual<float>(floats.Intensities, size),
        _ => false,
    };

    private static bool AreEqual<T>(ReadOnlySpan<T> pixels, int size) where T : IEquatable<T> => pixels[size..].SequenceEqual(pixels[..^size]);

    /// <summary>How many images are of one value all over, and whether that is so of all together.</summary>
    private readonly record struct Flatness(long Images, bool IsAll);
}
