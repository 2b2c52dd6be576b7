using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GenerativeVI.Evaluation;

namespace GenerativeVI.Cli.Display;

/// <summary>Numbers as lines and as JSON, each with its kind.</summary>
internal static class Results
{
    /// <summary>One line, names in snake_case, no escapes for plain Unicode.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static string Line(LikelihoodBounds test)
    {
        var (elbo, log) = (test.Elbo, test.LogLikelihood);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"test: ELBO {elbo.Relation} {elbo.Value:F2} nats ({elbo.Kind}, {elbo.ErrorText}), "
            + $"log p(x) {log.Relation} {log.Value:F2} nats ({log.Kind}, S = {log.Samples})");
    }

    /// <summary>What a plain autoencoder has to show: no bound, and never called one.</summary>
    public static string Reconstruction(Estimate test) => string.Create(
        CultureInfo.InvariantCulture, $"test: log-likelihood of the reconstruction {test.Value:F2} nats ({test.ErrorText}; no bound on log p(x))");

    /// <summary>A classifier, as it is and pruned.</summary>
    public static string Line(ClassifierOutcome test)
    {
        var pruned = test.Pruned is { } cut
            ? string.Create(CultureInfo.InvariantCulture, $"; with log α above {cut.Threshold:G4} cut {cut.Error:P2}, {cut.Compression:F1} times fewer weights")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"test error {test.Error:P2} ({test.Count} rows){pruned}");
    }

    public static JsonObject Of(LikelihoodBounds test) =>
        new() { ["elbo"] = Of(test.Elbo), ["log_px"] = Of(test.LogLikelihood) };

    public static JsonNode? Of(object value) => JsonSerializer.SerializeToNode(value, Json);

    public static JsonObject Of(Estimate estimate) => new()
    {
        ["value"] = Number(estimate.Value),
        ["kind"] = estimate.Kind,
        ["se"] = Number(estimate.StandardError),
        ["samples"] = estimate.Samples,
        ["rows"] = estimate.Count,
    };

    /// <summary>JSON has no NaN: the standard error of a single row is null.</summary>
    public static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
