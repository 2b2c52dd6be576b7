using System.Globalization;
using System.Text.Json.Nodes;
using GenerativeVI.Evaluation;
using GenerativeVI.Ratios;

namespace GenerativeVI.Cli.Display;

/// <summary>What an evaluation found, as lines and as JSON, each number with its kind.</summary>
internal static class Judgements
{
    /// <summary>Every line but the last.</summary>
    public static IEnumerable<string> Lines(Judgement found)
    {
        var (weights, bounds) = (found.Weights, found.Bounds);
        yield return Text($"log p(x) of {bounds.LogLikelihood.Count} test images, nats a row{Bits(found)}:");
        foreach (var line in Lines(found.Certificate)) yield return line;
        yield return Text($"  weights: {weights.EffectiveSamples.Average():F1} of {weights.Samples} draws effective on average{Tails(found)}; {Noise(weights)}");
        yield return Text($"rate {Words(weights.MeanRate)}, distortion {Words(weights.MeanDistortion)}, {found.Active.Count} of {found.Active.Variances.Count} latent dimensions active");
        if (found.Aggregate is { } aggregate)
        {
            var rows = aggregate.Rate.Count;
            yield return Text($"on {rows} images, {aggregate.Rate.Samples} draws each, the rate is I(x; z) + KL(q(z)||p(z)): rate {Words(aggregate.Rate)}, I(x; z) {Words(aggregate.MutualInformation)}, KL(q(z)||p(z)) {Words(aggregate.Divergence)}");
            yield return Text($"  without bias for these {rows} images{(aggregate.Divergence.Value < 0 ? ", and a KL below 0 is noise of the draws" : "")}; of all images I(x; z) says too little, at most log {rows} = {aggregate.Ceiling:F2}, and the KL as much too much");
        }
        else
        {
            yield return "I(x; z) and KL(q(z)||p(z)): not known, since q(z|x) or p(z) has no density";
        }
        if (found.Sandwich is { } sandwich)
            foreach (var line in Lines(sandwich)) yield return line;
        if (found.Simulated is not { } simulated) yield break;
        yield return Text($"log p(x) of {simulated.Bounds[0].Estimate.Count} images drawn from the model, nats a row:");
        foreach (var line in Lines(simulated)) yield return line;
        yield return Text($"  with {Percent(simulated.Confidence)} confidence in both, between {simulated.LowerLimit:F2} and {simulated.UpperLimit:F2}");
    }

    /// <summary>Everything.</summary>
    public static JsonObject Of(Judgement found, string run, RunRecord record, long seed)
    {
        var (weights, aggregate) = (found.Weights, found.Aggregate);
        return new JsonObject
        {
            ["test"] = Results.Of(found.Bounds),
            ["certificate"] = Of(found.Certificate),
            ["simulated"] = found.Simulated is { } simulated ? Of(simulated) : null,
            ["sandwich"] = found.Sandwich is { } sandwich ? Of(sandwich) : null,
            ["rate"] = Results.Of(weights.MeanRate),
            ["distortion"] = Results.Of(weights.MeanDistortion),
            ["mutual_information"] = aggregate is null ? null : Results.Of(aggregate.MutualInformation),
            ["aggregate_kl"] = aggregate is null ? null : Results.Of(aggregate.Divergence),
            ["aggregate_rate"] = aggregate is null ? null : Results.Of(aggregate.Rate),
            ["aggregate_rows"] = aggregate?.Rate.Count,
            ["active_units"] = found.Active.Count,
            ["effective_samples"] = Results.Number(weights.EffectiveSamples.Average()),
            ["sampling_error"] = Results.Number(weights.SamplingError),
            ["sampling_error_kind"] = double.IsNaN(weights.SamplingError) ? "not known" : weights.SamplingErrorIsLow ? "lower estimate" : "estimate",
            ["pareto_k_above_0.7"] = Results.Number(found.UnreliableShare),
            ["bits_per_dimension"] = Results.Number(found.Bounds.LogLikelihood.BitsPerDimension(found.Dimension)),
            ["seed"] = seed,
            ["run"] = run,
            ["images"] = found.Bounds.Elbo.Count,
            ["data"] = Results.Of(record.Data),
        };
    }

    private static IEnumerable<string> Lines(SandwichedRows rows)
    {
        yield return Text($"semi-implicit posteriors of {rows.Rows.Count} test images, {rows.Samples} draws each, with mixing draws until the entropy is known to {rows.Tolerance:G3} nats ({rows.Narrow} of {rows.Rows.Count} are; at most {rows.LargestMixing} were taken):");
        yield return $"  entropy H(q(z|x)): {rows.Entropy}";
        yield return $"  KL(q(z|x)||p(z)): {rows.Divergence}";
        yield return $"  ELBO: {rows.Elbo}";
    }

    private static JsonObject Of(SandwichedRows rows)
    {
        static JsonObject Sides(Interval interval) => new()
        {
            ["lower"] = Results.Number(interval.Lower),
            ["lower_se"] = Results.Number(interval.LowerError),
            ["upper"] = Results.Number(interval.Upper),
            ["upper_se"] = Results.Number(interval.UpperError),
        };
        return new JsonObject
        {
            ["images"] = rows.Rows.Count,
            ["draws"] = rows.Samples,
            ["tolerance"] = rows.Tolerance,
            ["narrow"] = rows.Narrow,
            ["largest_mixing_samples"] = rows.LargestMixing,
            ["entropy"] = Sides(rows.Entropy),
            ["kl"] = Sides(rows.Divergence),
            ["elbo"] = Sides(rows.Elbo),
        };
    }

    private static IEnumerable<string> Lines(Certificate certificate)
    {
        foreach (var bound in certificate.Bounds)
        {
            var (estimate, limit) = (bound.Estimate, bound.Limit);
            var certain = double.IsFinite(limit) ? Text($", {estimate.Relation} {limit:F2} with {Percent(bound.Confidence)} confidence") : "";
            yield return Text($"  {estimate.Relation} {estimate.Value:F2} {estimate.ErrorText} ({estimate.Kind}{certain}): {bound.Method}");
        }
        if (certificate.Upper is null) yield return "  upper: none known";
    }

    private static string Bits(Judgement found) =>
        found.Bounds.LogLikelihood.Guarantee == Guarantee.Lower ? Text($" ({found.Bounds.LogLikelihood.BitsPerDimension(found.Dimension):F4} bits per dimension, at most)") : "";

    private static string Noise(WeightedRows weights) => double.IsNaN(weights.SamplingError) ? "of one draw, the noise of the draws is not known"
        : weights.SamplingErrorIsLow ? Text($"at least {weights.SamplingError:F3} nats of the standard error are noise of the draws, more than these draws can tell")
        : Text($"{weights.SamplingError:F3} nats of the standard error are noise of the draws");

    private static string Tails(Judgement found) =>
        double.IsNaN(found.UnreliableShare) ? "" : Text($", tails too heavy to rely on (Pareto k above {ParetoTail.Unreliable}) on {Percent(found.UnreliableShare)} of the images");

    private static JsonObject Of(Certificate certificate) => new()
    {
        ["bounds"] = new JsonArray([.. certificate.Bounds.Select(bound =>
        {
            var estimate = Results.Of(bound.Estimate);
            (estimate["method"], estimate["limit"], estimate["confidence"]) = (bound.Method, Results.Number(bound.Limit), bound.Confidence);
            return estimate;
        })]),
        ["lower"] = Results.Number(certificate.LowerLimit),
        ["upper"] = certificate.Upper is null ? "none known" : Results.Number(certificate.UpperLimit),
        ["confidence"] = certificate.Confidence,
    };

    private static string Words(Estimate estimate) =>
        Text($"{estimate.Relation} {estimate.Value:F2} {estimate.ErrorText} nats ({estimate.Kind})");

    private static string Percent(double share) => Text($"{100 * share:0.#} %");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
