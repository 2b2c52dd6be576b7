using GenerativeVI.Data;
using GenerativeVI.Reporting;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>The pictures of models whose rows are images.</summary>
public static class Pictures
{
    private const int Shown = 64;

    /// <summary>Writes rows as a grid of images.</summary>
    /// <param name="images">[N, D], intensities 0 … 1.</param>
    /// <param name="eventShape">[H, W], [1, H, W] or [3, H, W].</param>
    /// <exception cref="ArgumentException">Rows of that shape are no images.</exception>
    /// <param name="path">The PNG file.</param>
    public static void Save(Tensor images, long[] eventShape, string path) =>
        Png.Write(path, Grid(images, eventShape));

    /// <summary>Decoded draws of the prior as a grid of images, or null where rows are not images or there is no prior.</summary>
    /// <param name="model">The model.</param>
    /// <param name="random">The stream of the draws.</param>
    internal static PngImage? DrawSamples(TrainedModel model, RandomStream random)
    {
        if (!AreImages(model.EventShape) || !model.HasPrior) return null;
        using var scope = NewDisposeScope();
        return Grid(model.Sample(Shown, random), model.EventShape);
    }

    /// <summary>Writes a run's pictures: draws of the prior, and test rows above their reconstructions. Nothing where rows are not images.</summary>
    /// <param name="model">The model.</param>
    /// <param name="test">Rows to reconstruct.</param>
    /// <param name="folder">The run.</param>
    /// <param name="random">The stream of the draws.</param>
    public static void Write(TrainedModel model, TensorData test, RunFolder folder, RandomStream random)
    {
        if (DrawSamples(model, random) is { } samples) Png.Write(folder.Samples, samples);
        if (!AreImages(model.EventShape)) return;
        using var scope = NewDisposeScope();
        var batch = test.Slice(0, Shown / 2);
        var rows = batch.Value;
        var pairs = new ImageGrid().DrawPairs(Intensities(rows), Intensities(model.Reconstruct(rows, batch.Label)), [rows.shape[0], .. Drawn(model.EventShape)]);
        Png.Write(folder.Reconstructions, pairs);
    }

    /// <summary>Whether rows of that shape can be drawn: [H, W], [1, H, W] or [3, H, W].</summary>
    internal static bool AreImages(long[] eventShape) => eventShape is [_, _] or [1 or 3, _, _];

    /// <summary>Rows as a grid of images, in memory.</summary>
    internal static PngImage Grid(Tensor images, long[] eventShape, ImageGrid? layout = null) =>
        (layout ?? new ImageGrid()).Draw(Intensities(images), [images.shape[0], .. Drawn(eventShape)]);

    private static long[] Drawn(long[] eventShape) => eventShape is [1, var height, var width] ? [height, width] : eventShape;

    private static float[] Intensities(Tensor images) => images.to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
}
