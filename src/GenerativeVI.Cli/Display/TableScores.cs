using System.Globalization;
using System.Text.Json.Nodes;
using GenerativeVI.Evaluation;

namespace GenerativeVI.Cli.Display;

/// <summary>What a fit to a table is worth, as a line and as JSON.</summary>
internal static class TableScores
{
    public static string Line(TableResult result)
    {
        var vectors = result.Vectors is { } count ? $", {count} vectors" : result.Bound is { } bound ? string.Create(CultureInfo.InvariantCulture, $", evidence >= {bound:F4} nats a training row") : "";
        var jitter = result.Relevance is { Jitter: > 0 and var added } ? string.Create(CultureInfo.InvariantCulture, $"; the weights' precision needed a jitter of {added:G3}") : "";
        return (result.Classification is { } c
            ? string.Create(CultureInfo.InvariantCulture, $"test error {c.Error:P2}, NLL {c.NegativeLogLikelihood:F4} nats, Brier {c.Brier:F4}, calibration error {c.CalibrationError:P2}{vectors} ({result.Train} training and {c.Count} test rows)")
            : string.Create(CultureInfo.InvariantCulture, $"test RMSE {result.Regression!.RootMeanSquare:G5}, NLL {result.Regression.NegativeLogLikelihood:F4} nats, 90 % intervals cover {result.Regression.Coverage[0.9]:P1}{vectors} ({result.Train} training and {result.Regression.Count} test rows)")) + jitter;
    }

    /// <summary>The same and more; what is not finite is null.</summary>
    public static JsonObject Object(TableResult result)
    {
        var data = new JsonObject();
        if (result.Classification is { } c)
        {
            (data["error"], data["nll"], data["brier"], data["calibrationError"]) = (c.Error, Results.Number(c.NegativeLogLikelihood), Results.Number(c.Brier), Results.Number(c.CalibrationError));
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
        }
        if (result.Bound is { } bound) data["bound"] = bound;
        (data["train"], data["test"], data["inputs"]) = (result.Train, result.Classification?.Count ?? result.Regression!.Count, result.Inputs);
        return data;
    }

    private static JsonNode Class(ClassScores scores, string name) => new JsonObject
    {
        ["name"] = name, ["count"] = scores.Count, ["precision"] = Results.Number(scores.Precision), ["recall"] = Results.Number(scores.Recall),
    };
}
