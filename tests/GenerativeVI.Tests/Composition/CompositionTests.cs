using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Composition;

/// <summary>What means nothing is refused with what would do instead; the rest composes.</summary>
public sealed class CompositionTests
{
    private static readonly RunSettings Vae = new();

    /// <summary>A meaningless composition, and words of the sentence that must come back: the culprit and the remedy.</summary>
    public static TheoryData<string, RunSettings, string, string> Refused => new()
    {
        { "objective", Vae with { Objective = new() { Kind = ObjectiveKind.Reconstruction } }, "reconstruction", "posterior point" },
        { "point", Change(m => m with { Posterior = new() { Family = PosteriorFamily.Point } }), "no density", "reconstruction" },
        { "vamp, labels", Change(m => m with { Labels = true, Prior = new() { Family = PriorFamily.Vamp } }), "VampPrior", "mixture" },
        { "vamp, bottom-up", Change(m => m with { Top = 2, Posterior = new() { BottomUp = true }, Prior = new() { Family = PriorFamily.VampData } }), "q(z₂|x)", "Model.Posterior.BottomUp" },
        { "bottom-up", Change(m => m with { Posterior = new() { BottomUp = true } }), "two levels", "Model.Top" },
        { "class prior", Change(m => m with { Prior = new() { Labels = true } }), "labels", "Model.Labels" },
        { "class mixture", Change(m => m with { Labels = true, Prior = new() { Labels = true, Family = PriorFamily.Mixture } }), "normal", "standard" },
        { "levels, labels", Change(m => m with { Labels = true, Top = 2 }), "two levels", "Model.Top" },
        { "stl", Vae with { Objective = new() { Kind = ObjectiveKind.ImportanceWeighted, Samples = 5 }, Gradient = new() { Kind = GradientKind.Stl } }, "biased", "dreg" },
        { "closed form in IWAE", Vae with { Objective = new() { Kind = ObjectiveKind.ImportanceWeighted, Kl = KlForm.ClosedForm } }, "integrated", "Objective.Kl = Draws" },
        { "closed form, score", Vae with { Objective = new() { Kl = KlForm.ClosedForm }, Gradient = new() { Kind = GradientKind.Score } }, "closed form", "Objective.Kl = Draws" },
        { "free bits", Vae with { Objective = new() { FreeBits = 1 }, Gradient = new() { Kind = GradientKind.Stl } }, "free bits", "pathwise" },
        { "baseline", Vae with { Gradient = new() { Baseline = BaselineKind.Learned } }, "score function", "Gradient.Kind = Score" },
        { "vimco", Vae with { Gradient = new() { Kind = GradientKind.Vimco } }, "at least 2", "Objective.Samples" },
        { "wake-sleep", Vae with { Objective = new() { Kind = ObjectiveKind.WakeSleep } }, "at least 2", "Objective.Samples" },
        { "own gradient", Vae with { Objective = new() { Kind = ObjectiveKind.PartiallyWeighted }, Gradient = new() { Kind = GradientKind.Dreg } }, "of its own", "Gradient.Kind = Dreg" },
        { "planar prior", Change(m => m with { Prior = new() { Family = PriorFamily.Flow, Flow = new(FlowKind.Planar) } }), "no inverse", "real-nvp" },
        { "planar, stl", Change(m => m with { Posterior = new() { Family = PosteriorFamily.Flow, Flow = new(FlowKind.Planar) } }) with { Gradient = new() { Kind = GradientKind.Stl } }, "no inverse", "pathwise" },
        { "noisy weights", Recipes.Find("ffjord").Defaults with { Objective = new() { Kind = ObjectiveKind.ImportanceWeighted } }, "Hutchinson", "FlowSettings.Trace = Exact" },
        { "reverse of noise", Change(m => m with { Posterior = new() { Family = PosteriorFamily.SemiImplicit, Mixing = new() { Bracket = BracketKind.Reverse } } }), "reverse model", "hierarchical" },
        { "semi-implicit labels", Change(m => m with { Labels = true, Prior = new() { Family = PriorFamily.SemiImplicit } }), "semi-implicit", "Model.Labels" },
        { "semi-implicit score", Recipes.Find("sivi").Defaults with { Gradient = new() { Kind = GradientKind.Score } }, "no log q", "pathwise" },
        { "noise without layers", Recipes.Find("sivi").Defaults with { Model = Recipes.Find("sivi").Defaults.Model with { Networks = new() { Hidden = [] } } }, "hidden layer", "Model.Networks.Hidden" },
        { "noise at many layers", Recipes.Find("sivi").Defaults with { Model = Recipes.Find("sivi").Defaults.Model with { Posterior = Recipes.Find("sivi").Defaults.Model.Posterior with { MixingDepths = 9 } } }, "9 layers", "Model.Networks.Hidden" },
        { "noise nowhere", Change(m => m with { Posterior = new() { MixingDepths = 2 } }), "noise network", "Model.Posterior.MixingDepths" },
        { "gated noise", Recipes.Find("sivi").Defaults with { Model = Recipes.Find("sivi").Defaults.Model with { Networks = new() { Kind = NetworkKind.Gated } } }, "noise", "mlp" },
        { "implicit, known", Change(m => m with { Posterior = new() { Family = PosteriorFamily.Implicit } }), "no density", "the ratio classifier" },
        { "classifier, normal", Change(m => m with { Ratio = new() { Kind = RatioKind.Classifier } }), "knows exactly", "posterior implicit" },
        { "score, implicit", Implicit("uivi", m => m with { Posterior = new() { Family = PosteriorFamily.Implicit } }), "mixing variable", "posterior hierarchical" },
        { "implicit mixing, reverse", Change(m => m with { Prior = new() { Family = PriorFamily.ImplicitMixing, Mixing = new() { Bracket = BracketKind.Reverse } } }), "density of ζ", "prior semi-implicit" },
        { "implicit prior", Implicit("avb", m => m with { Prior = new() { Family = PriorFamily.SemiImplicit } }), "bracketed", "prior standard" },
        { "prior of draws, known", Change(m => m with { Prior = new() { Family = PriorFamily.Implicit } }), "no density", "ratio classifier" },
        {
            "prior of draws, contrast", Implicit("avb", m => m with { Prior = new() { Family = PriorFamily.Implicit } }), "adaptive contrast",
            "Model.Ratio.Contrast = 0"
        },
        { "prior of draws, slope", Implicit("ardae", m => m with { Prior = new() { Family = PriorFamily.Implicit } }), "slope", "classifier or kernel" },
        { "implicit kernel, known", Change(m => m with { Posterior = new() { Family = PosteriorFamily.ImplicitKernel } }), "no density", "the ratio classifier" },
        { "implicit, labels", Implicit("ardae", m => m with { Labels = true }), "labels", "Model.Labels" },
        { "implicit, levels", Implicit("avb", m => m with { Top = 2 }), "two levels", "Model.Top" },
        { "implicit, gated", Implicit("avb", m => m with { Networks = new() { Kind = NetworkKind.Gated } }), "noise", "mlp" },
        { "implicit, linear", Implicit("kivi", m => m with { Networks = new() { Hidden = [] } }), "hidden layer", "Model.Networks.Hidden" },
        { "implicit proposal", Implicit("avb", m => m with { Ratio = m.Ratio with { Proposal = PosteriorFamily.Implicit } }), "proposal", "the proposal normal" },
        { "implicit weights", Recipes.Find("avb").Defaults with { Objective = new() { Kind = ObjectiveKind.ImportanceWeighted, Samples = 5 } }, "guarantees nothing", "elbo" },
        { "kernel of one draw", Recipes.Find("kivi").Defaults with { Objective = new() }, "at least 2", "Objective.Samples" },
        { "aggregate, flow", Change(m => m with { Posterior = new() { Family = PosteriorFamily.Flow }, Prior = new() { Family = PriorFamily.Aggregate } }), "normal posteriors", "posterior normal" },
        { "aggregate, levels", Change(m => m with { Top = 2, Prior = new() { Family = PriorFamily.Aggregate } }), "two levels", "Model.Top" },
        { "vamp, flow", Change(m => m with { Posterior = new() { Family = PosteriorFamily.Flow }, Prior = new() { Family = PriorFamily.Vamp } }), "VampPrior", "normal" },
        { "levels, flow", Change(m => m with { Top = 2, Posterior = new() { Family = PosteriorFamily.Flow } }), "two levels", "Model.Top" },
        { "codes, latent", Change(m => m with { Latent = 5, Posterior = new() { Family = PosteriorFamily.Quantized } }), "whole codes", "Model.Posterior.CodeWidth" },
        { "codes, prior", Change(m => m with { Prior = new() { Family = PriorFamily.Mixture }, Posterior = new() { Family = PosteriorFamily.Quantized } }), "uniform", "Model.Prior.Family" },
        { "codes, beta", Change(m => m with { Posterior = new() { Family = PosteriorFamily.Quantized } }) with { Objective = new() { Beta = 2 } }, "constant", "Objective.Beta" },
        { "labels, convolutions", Change(m => m with { Labels = true, Networks = new() { Kind = NetworkKind.Convolutional } }), "image", "Model.Labels" },
        { "closed form", Change(m => m with { Prior = new() { Family = PriorFamily.Mixture } }) with { Objective = new() { Kl = KlForm.ClosedForm } }, "closed form", "Objective.Kl = Draws" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void Meaningless_IsRefusedWithItsRemedy(string name, RunSettings settings, string culprit, string remedy)
    {
        var refusal = Assert.Throws<ArgumentException>(settings.Validate);
        Assert.Contains(culprit, refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(remedy, refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', refusal.Message);
        var composed = Assert.Throws<ArgumentException>(() => Recipes.Compose(settings, new DataDescription([4], Classes: 3), new RandomStream(1)));
        Assert.True(composed.Message == refusal.Message, name);
    }

    /// <summary>With the other weights of the last layer at zero, what a decoder draws is the training data's mean: (n + 1)/(N + 2) of n white pixels in N rows, and the mean of real values.</summary>
    [Theory, InlineData(LikelihoodFamily.Bernoulli), InlineData(LikelihoodFamily.Gaussian)]
    public void DenseDecoder_BeginsAtTheMeanOfTheTrainingRows(LikelihoodFamily family)
    {
        using var scope = NewDisposeScope();
        double[,] rows = { { 0, 1, 1 }, { 0, 1, 0 }, { 0, 1, 0 }, { 0, 1, 1 } };
        using var training = new TensorData(from_array(rows));
        var settings = Vae with { Model = new ModelSettings { Likelihood = new() { Family = family } } };
        double[] expected = family == LikelihoodFamily.Bernoulli ? [1.0 / 6, 5.0 / 6, 3.0 / 6] : [0, 1, 0.5];
        Assert.Equal(expected, Beginning(settings), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.NotEqual(expected, Beginning(settings with { Model = settings.Model with { Likelihood = settings.Model.Likelihood with { Start = DecoderStart.Random } } }));

        double[] Beginning(RunSettings of)
        {
            using var recipe = Recipes.Compose(of, DataDescription.Of(training), new RandomStream(1), dtype: ScalarType.Float64);
            using var _ = no_grad();
            foreach (var (name, parameter) in recipe.Module.named_parameters())
                if (name is "decoder.logits.weight" or "decoder.mean.weight") parameter.zero_();
            return [.. ((IHasMean)recipe.Decoder.At(new Inputs(ones(1, of.Model.Latent, dtype: ScalarType.Float64)))).Mean.data<double>()];
        }
    }

    /// <summary>What a setting is for is seen in the first gradient, at equal weights and draws.</summary>
    [Fact]
    public void SettingsOfRatiosAndNoise_ReachTheirParts()
    {
        Assert.NotEqual(Gradient("kivi", m => m), Gradient("kivi", m => m with { Ratio = m.Ratio with { Bandwidth = 0.1 } }));
        Assert.NotEqual(Gradient("uivi", m => m), Gradient("uivi", m => m with { Ratio = m.Ratio with { Jumps = 20 } }));
        ModelSettings Deep(ModelSettings m, int depths) => m with { Networks = new() { Hidden = [8, 6, 4] }, Posterior = m.Posterior with { MixingDepths = depths } };
        foreach (var method in (string[])["sivi", "avb"])
            Assert.Equal(4 * Recipes.Find(method).Defaults.Model.Posterior.Mixing.Noise, Gradient(method, m => Deep(m, 2)).Length - Gradient(method, m => Deep(m, 1)).Length);

        static float[] Gradient(string method, Func<ModelSettings, ModelSettings> change)
        {
            using var scope = NewDisposeScope();
            using var recipe = Recipes.Compose(Implicit(method, change), new DataDescription([6]), new RandomStream(1));
            var rows = new RandomStream(2).Bernoulli(full(5, 6, 0.5));
            using var data = new TensorData(rows);
            recipe.Phases(1e-3)[0].Objective(new TrainingStep(data.Slice(0, 5), new RandomStream(3), 0)).Surrogate.backward();
            return [.. recipe.Module.parameters().SelectMany(parameter => (parameter.grad ?? zeros_like(parameter)).data<float>().ToArray())];
        }
    }

    [Fact]
    public void EveryNamedRecipe_IsDescribed_AndComposes() => Assert.All(Recipes.All, recipe =>
    {
        recipe.Defaults.Validate();
        Assert.Equal(recipe.Name, recipe.Defaults.Method);
        Assert.Matches(@"\b(19|20)\d\d\b", recipe.Paper);
        Assert.True(recipe.Choice.Length > 20 && recipe.Guarantee.Length > 5);
        Recipes.Compose(recipe.Defaults, new DataDescription([28, 28], Classes: 10), new RandomStream(1)).Dispose();
    });

    [Fact]
    public void AnUnknownName_IsRefusedWithTheKnownOnes() =>
        Assert.Contains("vae", Assert.Throws<ArgumentException>(() => Recipes.Find("vea")).Message, StringComparison.Ordinal);

    private static RunSettings Implicit(string method, Func<ModelSettings, ModelSettings> change)
    {
        var usual = Recipes.Find(method).Defaults;
        return usual with { Model = change(usual.Model) };
    }

    private static RunSettings Change(Func<ModelSettings, ModelSettings> change) => Vae with { Model = change(Vae.Model) };
}
