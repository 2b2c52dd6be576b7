using GenerativeVI.Data;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Laws;

/// <summary>
/// Every way to know the prior with every way to know the posterior, in a small VAE that is trained for some steps: nothing that has parameters, τ, classifier and proposal included, stays without a
/// gradient, and no step leaves tensors behind.
/// </summary>
public sealed class BracketPairLaws
{
    private const int Steps = 21;

    private static readonly Dictionary<string, PriorSettings> Priors = new()
    {
        ["exact"] = new(),
        ["mixing samples"] = new() { Family = PriorFamily.SemiImplicit, Mixing = new() { Noise = 2, Samples = 5 } },
        ["implicit mixing"] = new() { Family = PriorFamily.ImplicitMixing, Mixing = new() { Noise = 2, Samples = 5 } },
        ["reverse model"] = new() { Family = PriorFamily.SemiImplicit, Mixing = new() { Noise = 2, Samples = 2, Bracket = BracketKind.Reverse } },
        ["training rows"] = new() { Family = PriorFamily.Aggregate, Mixing = new() { Samples = 5 } },
    };

    private static readonly Dictionary<string, ModelSettings> Posteriors = new()
    {
        ["exact"] = new(),
        ["mixing samples"] = new() { Posterior = new() { Family = PosteriorFamily.SemiImplicit, Mixing = new() { Noise = 3, Samples = 4 } } },
        ["mixing samples, explicit"] = new() { Posterior = new() { Family = PosteriorFamily.Hierarchical, Mixing = new() { Noise = 3, Samples = 4 } } },
        ["reverse model"] = new() { Posterior = new() { Family = PosteriorFamily.Hierarchical, Mixing = new() { Noise = 3, Samples = 2, Bracket = BracketKind.Reverse } } },
        ["reverse model, K = 0"] = new() { Posterior = new() { Family = PosteriorFamily.Hierarchical, Mixing = new() { Noise = 3, Samples = 0, Bracket = BracketKind.Reverse } } },
        ["classifier"] = Implicit(new() { Kind = RatioKind.Classifier, Contrast = 4 }),
        ["denoising"] = Implicit(new() { Kind = RatioKind.Denoising }),
        ["kernel"] = Implicit(new() { Kind = RatioKind.Kernel, PriorSamples = 10 }),
        ["score"] = new() { Posterior = new() { Family = PosteriorFamily.Hierarchical, Mixing = new() { Noise = 3, Samples = 4 } }, Ratio = new() { Kind = RatioKind.Score, Moves = 2 } },
    };

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var prior in Priors.Keys)
                foreach (var (posterior, model) in Posteriors)
                    if (prior == "exact" || (model.Ratio.Kind == RatioKind.Known && (prior != "training rows" || posterior == "exact"))) pairs.Add(prior, posterior);
            return pairs;
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public void EveryParameter_IsTrained_AndNoTensorIsLeftBehind(string prior, string posterior)
    {
        using var data = KnownRecipes.All["vae"].Data();
        using var recipe = Compose(prior, posterior, data);
        var live = new List<long>();
        var phases = recipe.Phases(1e-3).Select((phase, i) => i > 0 ? phase : phase with { Objective = Counted(phase.Objective) }).ToArray();
        new Trainer(recipe.Module, phases, new DataLoader(data, 16), new RandomStream(1), new TrainingPlan { Epochs = Steps, MaximumSteps = Steps }).Run();
        foreach (var (name, parameter) in recipe.Module.named_parameters())
        {
            Assert.True(parameter.grad is not null, $"{name} has no gradient");
            Assert.True(parameter.grad!.isfinite().all().item<bool>() && (parameter.grad != 0).any().item<bool>(), $"{name} has a gradient of {parameter.grad.abs().max().item<float>()}");
        }
        Assert.Equal(Steps, live.Count);
        Assert.Equal(live[5], live[^1]);

        Func<TrainingStep, Bound> Counted(Func<TrainingStep, Bound> objective) => step =>
        {
            live.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
            return objective(step);
        };
    }

    /// <summary>Exact, or by mixing draws that no two rows share: what is judged can be certified, whatever it was trained by.</summary>
    [Theory, MemberData(nameof(Pairs))]
    public void JudgedWeights_AreUnbiased(string prior, string posterior)
    {
        using var data = KnownRecipes.All["vae"].Data();
        using var recipe = Compose(prior, posterior, data);
        Assert.Contains(recipe.Model.Standing.Guarantee, new[] { Guarantee.Exact, Guarantee.Unbiased });
        Assert.Equal(Weighting.PerDraw, recipe.Model.Standing.Weighting);
    }

    private static Recipe Compose(string prior, string posterior, TensorData data)
    {
        var model = Posteriors[posterior] with
        {
            Prior = Priors[prior], Latent = 3, Networks = new() { Hidden = [8, 6] }, Likelihood = new() { Start = DecoderStart.Random },
        };
        var samples = model.Ratio.Kind == RatioKind.Kernel ? 4 : 1;
        return Recipes.Compose(new RunSettings { Model = model, Objective = new() { Samples = samples } }, DataDescription.Of(data), new RandomStream(1).Split("weights"));
    }

    private static ModelSettings Implicit(RatioSettings ratio) => new() { Posterior = new() { Family = PosteriorFamily.Implicit, Mixing = new() { Noise = 4 } }, Ratio = ratio };
}
