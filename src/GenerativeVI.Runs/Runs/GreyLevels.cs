using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>Whether pixels stand on the levels of a likelihood that has such: between two of them there is nothing that it could give a probability.</summary>
internal static class GreyLevels
{
    // Of a level's distance: what float32 makes of it.
    private const float Rounding = 1e-2f;

    /// <summary>Refuses pixels that lie between two levels.</summary>
    /// <param name="settings">The run's settings.</param>
    /// <param name="images">The images.</param>
    /// <exception cref="ArgumentException">A pixel does; the sentence says what would fit.</exception>
    public static void Require(RunSettings settings, ImageData images)
    {
        var likelihood = settings.Model.Likelihood;
        if (settings.Classifier is not null || settings.Own is not null || likelihood.Family is not (LikelihoodFamily.Categorical or LikelihoodFamily.LogisticMixture)) return;
        foreach (var set in new[] { images.Train, images.Validation, images.Test }.OfType<ImageSet>()) Require(set.Images, likelihood.Levels, images.Provenance);
    }

    /// <summary>Refuses rows in memory with an element between two levels.</summary>
    /// <param name="settings">The run's settings.</param>
    /// <param name="data">The rows.</param>
    /// <param name="name">What they are called.</param>
    /// <exception cref="ArgumentException">An element is; the sentence says what would fit.</exception>
    public static void Require(RunSettings settings, TensorData data, string name)
    {
        var likelihood = settings.Model.Likelihood;
        if (settings.Classifier is not null || settings.Own is not null || likelihood.Family is not (LikelihoodFamily.Categorical or LikelihoodFamily.LogisticMixture)) return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        // In slices, so that the float copy never holds the whole set.
        for (long start = 0, rows = Math.Max(1, (1L << 22) / data.Dimension); start < data.Count; start += rows)
        {
            using var slice = NewDisposeScope();
            var values = data.Slice(start, rows).Value.flatten();
            var levels = values * (likelihood.Levels - 1);
            var off = (levels - levels.round()).abs();
            var worst = off.argmax().item<long>();
            if (off[worst].Number() > Rounding)
                throw new ArgumentException(FormattableString.Invariant(
                    $"levels: the {likelihood.Levels} of the likelihood do not fit {name}: an element of {values[worst].Number():G4} lies between two levels; say the scale of its numbers to TensorData, or take another number of levels."));
        }
    }

    private static void Require(ImageArray images, int levels, Provenance source)
    {
        var between = images switch
        {
            ByteImages bytes => Between(bytes, levels),
            FloatImages floats => Array.FindIndex(floats.Intensities, intensity => Math.Abs(intensity * (levels - 1) - MathF.Round(intensity * (levels - 1))) > Rounding) is >= 0 and var at
                ? FormattableString.Invariant($"intensity {floats.Intensities[at]:G4}") : null,
            _ => null,
        };
        if (between is null) return;
        var (white, brightest) = images is ByteImages { White: var top, Pixels: var pixels } ? (top, pixels.Max()) : (1, 0);
        var remedy = images is not ByteImages
            ? "bring the pixels to levels that are equally far from each other, or take the likelihood gaussian"
            : $"give Model.Likelihood.Levels = {white + 1}" + (brightest < white ? $", or Reading.White = {brightest} and Model.Likelihood.Levels = {brightest + 1} if {brightest} is white" : "");
        throw new ArgumentException(FormattableString.Invariant(
            $"levels: the {levels} of the likelihood do not fit the pixels of {source.Name}, where {source.White ?? white} is white: a pixel of {between} lies between two levels; {remedy}."));
    }

    private static string? Between(ByteImages images, int levels)
    {
        if ((levels - 1) % images.White == 0) return null;
        Span<bool> seen = stackalloc bool[byte.MaxValue + 1];
        foreach (var pixel in images.Pixels) seen[pixel] = true;
        for (var pixel = 0; pixel < seen.Length; pixel++)
        {
            if (seen[pixel] && pixel * (levels - 1) % images.White != 0) return $"{pixel}";
        }
        return null;
    }
}
