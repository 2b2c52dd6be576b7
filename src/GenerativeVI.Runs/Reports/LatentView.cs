using GenerativeVI.Tensors;
using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Reporting;

namespace GenerativeVI;

/// <summary>What a trained model makes of its latent space: where test rows lie in it, and what each direction draws.</summary>
internal sealed class LatentView
{
    private const int MostRows = 2000, MostTraversals = 20, Steps = 11, ManifoldSide = 20;
    private const double Reach = 3;

    /// <summary>What each dimension tells of x.</summary>
    public required ActiveUnits Units { get; init; }

    /// <summary>The rows in the plane; null where the latent has one dimension.</summary>
    public required ScatterChart? Scatter { get; init; }

    /// <summary>What the plane is.</summary>
    public required string ScatterCaption { get; init; }

    /// <summary>
    /// For each shown dimension what the decoder draws as it goes from −3 to 3 with the others at 0; the most active first, none where rows are not images.
    /// </summary>
    public required IReadOnlyList<(int Dimension, PngImage Strip)> Traversals { get; init; }

    /// <summary>The decoded plane of a latent of two dimensions.</summary>
    public required PngImage? Manifold { get; init; }

    public static LatentView Of(RunFolder folder, RunRecord record, string? dataDirectory, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = folder.LoadModel(record, CPU);
        using var data = RunData.Of(folder, record, CPU, dataDirectory, null, cancellation);
        var rows = data.Test.Slice(0, MostRows);
        var means = model.Encode(rows.Value, rows.Label).to_type(ScalarType.Float64); // [N, L]
        var centred = means - means.mean([0L]);
        var covariance = centred.T.Product(centred) / Math.Max(1, means.shape[0] - 1);
        var units = ActiveUnits.Of(means);
        var (plane, caption, names) = Plane(means, centred, covariance);
        var classes = rows.Label?.data<long>().ToArray().Select(label => $"{label}").ToArray();
        // What a direction draws depends on the class in a conditional model.
        var pictures = Pictures.AreImages(model.EventShape) && model.Classes == 0;
        return new LatentView
        {
            Units = units,
            Scatter = plane is null ? null : new ScatterChart(names.X, names.Y, plane, classes),
            ScatterCaption = caption,
            Traversals = pictures ? Traverse(model, units.Variances) : [],
            Manifold = units.Variances.Count == 2 && pictures ? Decode(model) : null,
        };
    }

    private static ((double, double)[]? Points, string Caption, (string X, string Y) Names) Plane(Tensor means, Tensor centred, Tensor covariance)
    {
        if (means.shape[1] == 1) return (null, "", ("", ""));
        if (means.shape[1] == 2) return (Points(means), "posterior means of test rows: both dimensions", (Name(0), Name(1)));
        var (values, vectors) = linalg.eigh(covariance); // rising
        var shares = values / values.sum().clamp_min(double.Epsilon);
        var points = Points(centred.Product(vectors.narrow(1, means.shape[1] - 2, 2).flip(1)));
        var (first, second) = (shares[-1].ToDouble(), shares[-2].ToDouble());
        var caption = $"posterior means of test rows: their first two principal components, {Percent(first + second)} of the variance";
        return (points, caption, ($"component 1 ({Percent(first)})", $"component 2 ({Percent(second)})"));
    }

    private static (double, double)[] Points(Tensor plane)
    {
        var flat = plane.contiguous().data<double>().ToArray();
        return [.. flat.Chunk(2).Select(pair => (pair[0], pair[1]))];
    }

    private static (int, PngImage)[] Traverse(TrainedModel model, IReadOnlyList<double> variances)
    {
        var dimensions = Enumerable.Range(0, variances.Count).OrderByDescending(dimension => variances[dimension]).Take(MostTraversals);
        return [.. dimensions.Select(dimension => (dimension, Strip(dimension)))];

        PngImage Strip(int dimension)
        {
            var places = zeros(Steps, variances.Count);
            places.select(1, dimension).copy_(linspace(-Reach, Reach, Steps));
            return Draw(model, places, Steps, gap: 2);
        }
    }

    // A grid of equal probability under the prior: z = Φ⁻¹(u), with the second dimension upwards.
    private static PngImage Decode(TrainedModel model)
    {
        var quantiles = Math.Sqrt(2) * (2 * (arange(ManifoldSide, dtype: ScalarType.Float32) + 0.5) / ManifoldSide - 1).erfinv();
        var across = quantiles.repeat(ManifoldSide);
        var up = quantiles.flip(0).repeat_interleave(ManifoldSide);
        return Draw(model, stack([across, up], 1), ManifoldSide, gap: 0);
    }

    private static PngImage Draw(TrainedModel model, Tensor places, int columns, int gap)
    {
        var zoom = (int)Math.Clamp(56 / model.EventShape[^1], 1, 8);
        return Pictures.Grid(model.Decode(places), model.EventShape, new ImageGrid(columns, gap == 0 ? 1 : zoom, gap));
    }

    private static string Percent(double share) => $"{Math.Round(100 * share)} %";

    public static string Name(int dimension) => $"z{string.Concat($"{dimension + 1}".Select(digit => (char)('₀' + (digit - '0'))))}";
}
