using GenerativeVI.Conditionals;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Gradients;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Architecture;
using GenerativeVI.Tests.Registries;

namespace GenerativeVI.Tests.Laws;

/// <summary>The registries hold everything of their kind that the library has, so that no law passes a new part by.</summary>
public sealed class RegistryLaws
{
    [Fact]
    public void EveryEntry_IsListed()
    {
        var lists = new (string Kind, IReadOnlyList<IEntry> Entries)[]
        {
            ("distributions", KnownDistributions.All.Entries), ("networks", KnownNetworks.All.Entries), ("conditionals", KnownConditionals.All.Entries),
            ("semi-implicit conditionals", KnownSemiImplicits.All.Entries), ("brackets", KnownBrackets.All.Entries),
            ("priors", KnownPriors.All.Entries), ("ratios", KnownRatios.All.Entries), ("objectives", KnownObjectives.All.Entries),
            ("gradient estimators", KnownGradients.All.Entries), ("recipes", KnownRecipes.All.Entries), ("flows", KnownFlows.All.Entries),
            ("flow encoders", KnownFlowEncoders.All.Entries), ("weights", KnownWeights.All.Entries),
        };
        foreach (var (kind, entries) in lists)
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"{kind}: {string.Join("; ", entries.Select(e => e.Name))}");
            Assert.NotEmpty(entries);
            Assert.Equal(entries.Count, entries.Select(e => e.Name).Distinct().Count());
        }
    }

    [Fact]
    public void EveryDistribution_IsInItsRegistry() =>
        // Of rows with missing elements: its own tests have it, over all of the others.
        AssertAll(typeof(IDistribution), KnownDistributions.All.Entries.Select(e => (object)e.Distribution).Append(new Observed(new StandardNormal(1))));

    [Fact]
    public void EveryNetwork_IsInItsRegistry() =>
        AssertAll(typeof(nn.Module<Tensor, Tensor>),
        [
            .. KnownNetworks.All.Entries.Select(e => (object)e.Make(new RandomStream(1))),
            // These draw their weights: the laws of weights have them.
            new BayesianLinear(2, 1, new RandomStream(1)), new BayesianConv2d(zeros(1, 1, 2, 2), null, new RandomStream(1)),
            new BayesianConv1d(nn.Conv1d(1, 1, 2), new RandomStream(1)),
            // Of images, or of anything: their own tests have them.
            new PaddedConv2d(zeros(1, 1, 2, 2), null), new Folded(nn.Flatten(), [2]),
            new ZeroFilled(nn.Identity()), new LogCounts(nn.Identity()),
        ]);

    [Fact]
    public void EveryFlow_IsInItsRegistry() =>
        AssertAll(typeof(IFlow), KnownFlows.All.Entries.Select(e => (object)e.Make(new RandomStream(1), 0, 1)));

    [Fact]
    public void EveryConditional_IsInItsRegistry() =>
        AssertAll(typeof(IConditional<ISampler>),
        [
            .. KnownConditionals.All.Entries.Select(e => (object)e.Make(new RandomStream(1))), .. KnownFlowEncoders.All.Entries.Select(e => (object)e.Make(new RandomStream(1))),
            .. KnownSemiImplicits.All.Entries.Select(e => (object)e.Make(new RandomStream(1))), .. KnownSemiImplicits.Parts,
            .. KnownPriors.All.Entries.Select(e => (object)e.Make(new RandomStream(1))),
            // These need labels, or have no density, or stand on another part: the laws of recipes have them.
            new ClassConditional<StandardNormal>(new Unconditional<StandardNormal>(new StandardNormal(1)), 2),
            new ContextConditional<StandardNormal>(new Unconditional<StandardNormal>(new StandardNormal(1)), 2),
            new ArdWeights<Normal>(new LearnedNormal(zeros(2), 1), new RandomStream(1)),
            new ImplicitKernelEncoder<Normal>(
                new NormalEncoder(new Mlp(2, [], Activation.Relu, new RandomStream(1)), 2, 1, new RandomStream(1)),
                new NoiseMixing(new InjectedMlp(0, [1], [1], Activation.Tanh, new RandomStream(1)), 1, new RandomStream(1))),
            new PointEncoder(new Mlp(2, [], Activation.Relu, new RandomStream(1)), 2, 1, new RandomStream(1)),
            new AggregatePrior(_ => new StandardNormal(1), new StandardNormal(1)), new CodePrior(new VectorQuantizer(2, 1, new RandomStream(1)), 1),
            // Of rows with sizes: its own tests have it.
            new SizedDecoder<Poisson>(nn.Identity(), new PoissonOutput(), 1),
            // Of rows with missing elements: their own tests have them.
            new ObservedDecoder(new Unconditional<StandardNormal>(new StandardNormal(1))), new SelfMasking(full(1, value: 0.5)),
            // Without inputs: the tests of weight models have them.
            new LearnedNormal(zeros(2), 1), new LearnedFullNormal(zeros(2), 1), new LearnedFlow((IFlow)new PlanarFlow(2, new RandomStream(1)), zeros(2), 1),
            new QuantizingEncoder(new Mlp(2, [], Activation.Relu, new RandomStream(1)), new VectorQuantizer(2, 1, new RandomStream(1))), new FlowPrior(new FlowSettings(FlowKind.Maf), 2, new RandomStream(1)),
        ]);

    [Fact]
    public void EveryBracket_IsInItsRegistry() =>
        AssertAll(typeof(IDensityBound<>), KnownBrackets.All.Entries.Select(e => (object)e.Make(1, KnownBrackets.Distribution(KnownBrackets.Parameters))).Append(new DrawnDensity()));

    [Fact]
    public void EveryRatio_IsInItsRegistry() =>
        AssertAll(typeof(ILogRatio<,>), KnownRatios.All.Entries.Select(e => (object)e.Ratio).Concat([.. KnownRatios.Implicit, new NoRatio(), new QuantizedRatio()]));

    [Fact]
    public void EveryObjective_IsInItsRegistry() =>
        AssertAll(typeof(IObjective), KnownObjectives.All.Entries.Select(e => (object)e.Of(1)));

    [Fact]
    public void EveryGradientEstimator_IsInItsRegistry() => AssertAll(typeof(GradientEstimator), Gradients().Append(new StraightThrough()));

    [Fact]
    public void EveryBaseline_IsInItsRegistry() => AssertAll(typeof(Baseline), Gradients().OfType<ScoreFunction>().Select(g => (object?)g.Baseline).OfType<object>());

    private static IEnumerable<GradientEstimator> Gradients() => KnownGradients.All.Entries.Select(e => e.Make(new Mlp(1, [1], Activation.Tanh, new RandomStream(1))));

    [Fact]
    public void EveryRecipe_IsInItsRegistry()
    {
        Assert.Empty(Recipes.All.Select(recipe => recipe.Name).Except(KnownRecipes.All.Entries.Select(e => e.Settings.Method)));
    }

    private static void AssertAll(Type kind, IEnumerable<object> entries)
    {
        var definition = kind.IsGenericType ? kind.GetGenericTypeDefinition() : kind;
        var inLibrary = Repository.Libraries.SelectMany(library => library.GetExportedTypes()).Where(t => t is { IsClass: true, IsAbstract: false } && Bases(t).Any(b => Definition(b) == definition)).Select(Definition).ToHashSet();
        Assert.NotEmpty(inLibrary);
        Assert.Empty(inLibrary.Except(entries.Select(e => Definition(e.GetType()))).Select(t => t.Name));
    }

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var t = type; t is not null; t = t.BaseType) yield return t;
        foreach (var i in type.GetInterfaces()) yield return i;
    }

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}
