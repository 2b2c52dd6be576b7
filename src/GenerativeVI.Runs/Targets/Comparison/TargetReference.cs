using System.Globalization;
using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Formats;
using GenerativeVI.Targets;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>Draws of a target that posteriors are compared with: exact ones, those of others, or those of a reference
/// sampler.</summary>
internal sealed class TargetReference : IDisposable
{
    private const int Exact = 10_000, Chains = 4;
    private const string Key = "draws", SourceKey = "source";

    private TargetReference(Tensor draws, string source)
    {
        using var scope = NewDisposeScope();
        Draws = draws.flatten(0, 1).MoveToOuterDisposeScope();
        Draws.DetachFromDisposeScope();
        (Source, Effective) = (source, [.. ChainDiagnostics.Of(draws).Select(one => one.EffectiveDraws)]);
    }

    /// <summary>z, [N, D].</summary>
    public Tensor Draws { get; }

    /// <summary>Where they are from, in words.</summary>
    public string Source { get; }

    /// <summary>How many independent draws they are worth, element by element.</summary>
    public IReadOnlyList<double> Effective { get; }

    /// <summary>The reference of a target.</summary>
    /// <param name="named">Its name.</param>
    /// <param name="target">The target itself.</param>
    /// <param name="data">Where files are looked for.</param>
    /// <param name="file">Where draws that had to be made are kept.</param>
    /// <param name="settings">How many are made, and from which seed.</param>
    /// <param name="cancellation">Ends it; nothing is kept.</param>
    public static TargetReference Of(NamedTarget named, Target target, DataLocator data, string file,
        ComparisonSettings settings, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        if (target is ISampledTarget sampled)
            return new(sampled.Sample(Exact, new RandomStream(settings.Seed).Split("reference")).reshape(Exact / 10, 10,
                target.Dimension), FormattableString.Invariant($"{Exact} exact draws"));
        if (named.ReferenceDraws(target, data) is { } known)
            return new(known, FormattableString.Invariant($"{known.shape[0] * known.shape[1]} draws of posteriordb"));
        if (!File.Exists(file)) Make(target, file, settings, cancellation);
        using var stored = SafeTensorsFile.Open(file);
        return new(stored.Read(Key), stored.Metadata[SourceKey]);
    }

    private static void Make(Target target, string file, ComparisonSettings settings, CancellationToken cancellation)
    {
        var sampler = new NoUTurnSampler(
            target.LogDensity, target.Dimension, new NoUTurnSettings
            {
                Chains = Chains, WarmUp = settings.ReferenceDraws, Draws = settings.ReferenceDraws, Acceptance = 0.9,
            });
        using var found = sampler.Run(new RandomStream(settings.Seed).Split("reference"), null, cancellation);
        var source = string.Create(
            CultureInfo.InvariantCulture,
            $"{Chains * settings.ReferenceDraws} draws of the No-U-Turn sampler, R̂ {found.WorstDisagreement:F3}, "
            + $"{found.FewestEffectiveDraws:F0} effective, {found.Divergences} divergent");
        SafeTensors.Save(
            file, new Dictionary<string, Tensor> { [Key] = found.Value },
            new Dictionary<string, string> { [SourceKey] = source });
    }

    public void Dispose() => Draws.Dispose();
}
