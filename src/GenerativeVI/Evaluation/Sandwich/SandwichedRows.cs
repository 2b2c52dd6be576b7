using System.Globalization;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>The sandwiches of some rows, and what they say of the rows' means.</summary>
/// <param name="Rows">One a row.</param>
/// <param name="Samples">S, the draws of z a row.</param>
/// <param name="Tolerance">How wide the entropy's bounds may be, nats.</param>
public sealed record SandwichedRows(IReadOnlyList<SandwichRow> Rows, int Samples, double Tolerance)
{
    private const int Columns = 14;

    /// <summary>The mean entropy of q(z|x).</summary>
    public Interval Entropy => Mean(row => row.Entropy);

    /// <summary>The mean KL(q(z|x)‖p(z)).</summary>
    public Interval Divergence => Mean(row => row.Divergence);

    /// <summary>The mean ELBO.</summary>
    public Interval Elbo => Mean(row => row.Elbo);

    /// <summary>How many rows came as near as was asked.</summary>
    public int Narrow => Rows.Count(row => row.IsNarrow);

    /// <summary>The largest K that a row took.</summary>
    public int LargestMixing => Rows.Max(row => row.MixingSamples);

    /// <summary>Sandwiches row by row, kept in a ledger and taken up from it.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="sandwich">Sandwiches one of them.</param>
    /// <param name="samples">S ≥ 2 draws of z a row.</param>
    /// <param name="tolerance">How wide the entropy's bounds may be, nats, above 0.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <param name="progress">Receives the share done, 0 … 1.</param>
    /// <param name="ledger">Where finished rows are kept; nowhere when null.</param>
    /// <param name="cancellation">Ends it between rows; the ledger keeps those that are done.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SandwichedRows Of(
        TensorData data, RowSandwich sandwich, int samples, double tolerance, RandomStream random, IProgress<double>? progress = null, RowLedger? ledger = null, CancellationToken cancellation = default)
    {
        var settings = new Dictionary<string, string> { ["work"] = "sandwich", ["draws"] = string.Create(CultureInfo.InvariantCulture, $"{samples} to {tolerance:R}") };
        var columns = new RowBlocks(data, 1, random, ledger, progress, cancellation).Run(
            settings, Columns, (batch, _) => [.. Numbers(sandwich(batch, samples, tolerance, random)).Select(number => new[] { number })]);
        return new SandwichedRows([.. Enumerable.Range(0, (int)data.Count).Select(i => Of([.. columns.Select(column => column[i])]))], samples, tolerance);
    }

    private static double[] Numbers(SandwichRow row) =>
        [.. new[] { row.Entropy, row.Divergence, row.Elbo }.SelectMany(of => new[] { of.Lower, of.LowerError, of.Upper, of.UpperError }), row.MixingSamples, row.IsNarrow ? 1 : 0];

    private static SandwichRow Of(double[] numbers)
    {
        Interval At(int first) => new(numbers[first], numbers[first + 1], numbers[first + 2], numbers[first + 3]);
        return new SandwichRow(At(0), At(4), At(8), (int)numbers[12], numbers[13] == 1);
    }

    // The rows are given and their draws independent: errors add by their squares.
    private Interval Mean(Func<SandwichRow, Interval> of)
    {
        var all = Rows.Select(of).ToArray();
        double Error(Func<Interval, double> side) => Math.Sqrt(all.Sum(interval => side(interval) * side(interval))) / all.Length;
        return new Interval(all.Average(i => i.Lower), Error(i => i.LowerError), all.Average(i => i.Upper), Error(i => i.UpperError));
    }
}
