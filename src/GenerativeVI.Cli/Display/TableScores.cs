using System.Globalization;
using System.Text.Json.Nodes;
using GenerativeVI.Evaluation;

namespace GenerativeVI.Cli.Display;

/// <summary>What a fit to a table is worth, as a line and as JSON.</summary>
internal static class TableScores
{
    public static string Line(TableResult result)
    {
        var vectors = result.Columns.Count > 0 ? $", {result.Columns.Count(column => !column.IsPruned)} of {result.Columns.Count} inputs matter" : result.Vectors is { } count ? $", {count} vectors" : result.Bound is { } bound ? string.Create(CultureInfo.InvariantCulture, $", evidence {bound.Relation} {bound.Value:F4} ± {bound.StandardError:F4} nats a training row ({bound.Kind}, {bound.Samples} draws)") : "";
        var jitter = result.Relevance is { Jitter: > 0 and var added } ? string.Create(CultureInfo.InvariantCulture, $"; the weights' precision needed a jitter of {added:G3}") : "";
        return (result.Classification is { } c
            ? string.Create(CultureInfo.InvariantCulture, $"test error {c.Error:P2}, NLL {c.NegativeLogLikelihood:F4} nats, Brier {c.Brier:F4}, calibration error {c.CalibrationError:P2}{vectors} ({result.Train} training and {c.Count} test rows)")
            : string.Create(CultureInfo.InvariantCulture, $"test RMSE {result.Regression!.RootMeanSquare:G5}, NLL {result.Regression.NegativeLogLikelihood:F4} nats, 90 % intervals cover {result.Regression.Coverage[0.9]:P1}{vectors} ({result.Train} training and {result.Regression.Count} test rows)")) + jitter;
    }

    /// <summary>
    /// What a person should know besides: inputs with their weights, those that were pruned, and warnings.
    /// </summary>
    public static IEnumerable<string> Notes(TableResult result)
    {
        var kept = result.Columns.Where(column => !column.IsPruned).ToArray();
        if (kept.Length > 0) yield return "inputs that matter, with the weight of a standard deviation: "
            + Listed([.. kept.Select(column => $"{column.Name} {string.Join(" / ", column.Weights.Select(Words))}")]);
        var pruned = result.Columns.Where(column => column.IsPruned).Select(column => column.Name).ToArray();
        if (pruned.Length > 0) yield return $"{(result.HasPriorMean ? "pruned to the prior's mean" : "pruned")}: {Listed(pruned)}";
        var effective = result.Scales.Where(one => one.Scale > 0).OrderByDescending(one => one.Scale).ToArray();
        if (effective.Length > 0) yield return "inputs by their scale in the kernel, an inverse width: "
            + Listed([.. effective.Select(Words)]);
        string[] idle = [.. result.Scales.Where(one => one.Scale == 0).Select(one => one.Name)];
        if (idle.Length > 0) yield return $"no effect: {Listed(idle)}";
        if (result.PriorMean.Count > 0) yield return string.Create(
            CultureInfo.InvariantCulture,
            $"the prior's mean by empirical Bayes: {string.Join(" / ", result.PriorMean.Select(mean => mean.ToString("G4", CultureInfo.InvariantCulture)))}; the evidence is that of the prior with this mean, which the same rows chose");
        if (result.Relevance?.Warning is { } warning) yield return $"Warning: {warning}";
        if (ClampedRatios.Sentence(result.ClampedShare) is { } clamped) yield return clamped;
    }

    // Nobody reads hundreds of names in a line; JSON has them all.
    private static string Listed(string[] items)
    {
        const int most = 20;
        return items.Length <= most ? string.Join(", ", items)
            : $"{string.Join(", ", items[..most])} and {items.Length - most} more (--json lists them)";
    }

    private static string Words(InputScale input) =>
        string.Create(CultureInfo.InvariantCulture, $"{input.Name} {input.Scale:G3}");

    private static string Words(ColumnWeight? weight) =>
        weight is null ? "pruned" : string.Create(CultureInfo.InvariantCulture, $"{weight.Mean:G3} ± {weight.Deviation:G2}");

    /// <summary>The same and more; what is not finite is null.</summary>
    public static JsonObject Object(TableResult result)
    {
        var data = new JsonObject();
        if (result.Classification is { } c)
        {
            (data["error"], data["nll"], data["brier"], data["calibration_error"]) = (c.Error, Results.Number(c.NegativeLogLikelihood), Results.Number(c.Brier), Results.Number(c.CalibrationError));
            data["classes"] = new JsonArray([.. c.Classes.Zip(result.Classes, Class)]);
        }
        else
        {
            (data["rmse"], data["nll"]) = (Results.Number(result.Regression!.RootMeanSquare), Results.Number(result.Regression.NegativeLogLikelihood));
            data["coverage"] = new JsonObject(result.Regression.Coverage.Select(level => KeyValuePair.Create(level.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)level.Value)));
        }
        if (result.Vectors is { } vectors) (data["vectors"], data["width"]) = (vectors, result.Width);
        if (result.Relevance is { } fit)
        {
            data["evidence"] = fit.Evidence is { } evidence ? new JsonObject { ["value"] = Results.Number(evidence), ["kind"] = Results.Of(fit.Guarantee) } : null;
            (data["iterations"], data["converged"], data["jitter"]) = (fit.Iterations, fit.Converged, fit.Jitter);
            if (fit.Search.Count > 0) data["search"] = Results.Of(fit.Search);
            if (fit.ScaleTrial is { } trial) data["scale_trial"] = Results.Of(trial);
            if (result.Scales.Count > 0) data["scales"] = Results.Of(result.Scales);
            data["warning"] = fit.Warning;
        }
        if (result.Columns.Count > 0)
        {
            data["columns"] = new JsonArray([.. result.Columns.Select(column => (JsonNode)new JsonObject { ["name"] = column.Name, ["pruned"] = column.IsPruned, ["weights"] = Results.Of(column.Weights) })]);
        }
        if (result.Bound is { } bound) data["bound"] = Results.Of(bound);
        if (result.PriorMean.Count > 0) data["prior_mean"] = new JsonObject { ["learned"] = true, ["values"] = new JsonArray([.. result.PriorMean.Select(mean => (JsonNode)mean)]) };
        if (result.ClampedShare is { } share) data["clamped_share"] = Results.Number(share);
        (data["train"], data["test"], data["inputs"]) = (result.Train, result.Classification?.Count ?? result.Regression!.Count, result.Inputs);
        return data;
    }

    private static JsonNode Class(ClassScores scores, string name) => new JsonObject
    {
        ["name"] = name, ["count"] = scores.Count, ["precision"] = Results.Number(scores.Precision), ["recall"] = Results.Number(scores.Recall),
    };
}
