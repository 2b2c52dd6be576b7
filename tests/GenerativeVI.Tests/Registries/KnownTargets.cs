using GenerativeVI.Targets;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Registries;

/// <summary>A target, and draws that are known to be of it.</summary>
/// <param name="Open">The target; skips the test where its files are not there.</param>
/// <param name="Draws">Draws of z, [N, D]; null where nobody knows any.</param>
public sealed record TargetEntry(string Name, Func<Target> Open, Func<Target, Tensor?> Draws) : IEntry;

public static class KnownTargets
{
    public static readonly Registry<TargetEntry> All = new(
    [
        .. NamedTargets.All.Select(named => new TargetEntry(named.Name, () => Opened(named), target =>
            Known(named, target))),
        new("three of each", () => new EveryConstraint(), _ => null),
        new("linear regression, proper", () => Regression(), _ => null),
        new("one wide t", () => new ScatteredMixtureTarget(3, parts: 1, freedom: 8), target => ((ISampledTarget)target)
            .Sample(20_000, new RandomStream(3))),
    ]);

    private static Target Opened(NamedTarget named)
    {
        if (!named.IsPresent(RealData.Locator)) Assert.Skip($"{string.Join(", ", named.Files)} is not here.");
        return named.Open(RealData.Locator);
    }

    private static Tensor? Known(NamedTarget named, Target target) => target is ISampledTarget sampled
        ? sampled.Sample(20_000, new RandomStream(3))
        : named.ReferenceDraws(target, RealData.Locator)?.flatten(0, 1);

    private static LinearRegressionTarget Regression()
    {
        var random = new RandomStream(8);
        return new("regression", random.Normal([30, 3], ScalarType.Float64), random.Normal([30], ScalarType.Float64), 2,
            ScalePrior.HalfNormal(3));
    }

    /// <summary>A person's own: one method.</summary>
    private sealed class EveryConstraint()
        : Target("every", "all constraints", Constraint.Ordered(3), Constraint.Positive(3),
            Constraint.Between(-2, 5, 3), Constraint.Real(3), Constraint.Ordered(1))
    {
        public override Tensor LogJoint(Tensor parameters) => (parameters.square() * -0.5 + parameters.sin()).sum(-1);
    }
}
