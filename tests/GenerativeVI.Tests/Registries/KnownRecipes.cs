using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Flows;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Registries;

/// <summary>A method on a little data of its own.</summary>
/// <param name="Make">From the stream of the first weights and the weight of the KL.</param>
/// <param name="Data">Rows that it can be trained on.</param>
/// <param name="Settings">What it is made of.</param>
public sealed record RecipeEntry(string Name, Func<RandomStream, Schedule?, Recipe> Make, Func<TensorData> Data, RunSettings Settings) : IEntry
{
    /// <summary>Whether there is a KL to be weighted.</summary>
    public bool IsAnnealed => IsBound && Settings.Model.Posterior.Family != PosteriorFamily.Quantized;

    /// <summary>Whether its number bounds log p(x).</summary>
    public bool IsBound => Settings.Objective.Kind != ObjectiveKind.Reconstruction;

    /// <summary>Whether its prior has a density that is known, as annealing needs it.</summary>
    public bool HasPriorDensity => IsAnnealed
        && Settings.Model.Prior.Family is not (PriorFamily.SemiImplicit or PriorFamily.ImplicitMixing or PriorFamily.Implicit);

    public Recipe Recipe(long seed = 1) => Make(new RandomStream(seed).Split("weights"), null);

    /// <summary>A trainer of the recipe in batches of 16, with a run's usual streams.</summary>
    public static Trainer Trainer(Recipe recipe, TensorData data, RandomStream random, int epochs) =>
        new(recipe.Module, recipe.Phases(1e-3), new DataLoader(data, 16), random, new TrainingPlan { Epochs = epochs });
}

public static class KnownRecipes
{
    public const int Rows = 60, Dimension = 9;

    public static readonly Registry<RecipeEntry> All = new(
    [
        Method("vae", m => m with { Networks = m.Networks with { Hidden = [8, 6] } }),
        Method("vae", m => m with { Networks = m.Networks with { Kind = NetworkKind.Gated } }, "gated"),
        Method("vae", m => m with { Networks = m.Networks with { Activation = Activation.Tanh } }, "tanh"),
        Method("vae", m => m with { Networks = m.Networks with { Hidden = [] } }, "linear"),
        Method("vae", m => m with { Likelihood = Gaussian(Spread.Isotropic) }, "Gaussian, isotropic"),
        Method("vae", m => m with { Likelihood = Gaussian(Spread.Diagonal) }, "Gaussian, diagonal"),
        Method("vae", m => m with { Likelihood = Gaussian(Spread.Conditional) }, "Gaussian, conditional"),
        Method("iwae"),
        Method("dreg"),
        Method("rws"),
        Method("renyi"),
        Method("tvo"),
        Estimator("multiply weighted", new() { Kind = ObjectiveKind.MultiplyWeighted, Samples = 2 }),
        Estimator("partially weighted", new() { Kind = ObjectiveKind.PartiallyWeighted, Samples = 2 }),
        Estimator("combined", new() { Kind = ObjectiveKind.CombinedWeighted, Samples = 3 }),
        Estimator("draws", new() { Kl = KlForm.Draws }),
        Estimator("free bits", new() { FreeBits = 0.05 }),
        Estimator("STL", new(), GradientKind.Stl),
        Estimator("VIMCO", new() { Kind = ObjectiveKind.ImportanceWeighted, Samples = 5 }, GradientKind.Vimco),
        .. Enum.GetValues<BaselineKind>().Select(baseline => Estimator($"score, {baseline}", new() { Samples = 10 }, GradientKind.Score, baseline)),
        Method("dreg", m => m with { Posterior = new() { Family = PosteriorFamily.Flow, Flow = SmallFlow(FlowKind.RealNvp) } }, "coupling posterior"),
        Method("dreg", m => m with { Prior = new() { Family = PriorFamily.Vamp, Components = 5 } }, "VampPrior"),
        Method("dreg", m => m with { Top = 2 }, "two levels"),
        Method("iwae", m => m with { Posterior = new() { Family = PosteriorFamily.Flow, Flow = SmallFlow(FlowKind.Planar) } }, "planar"),
        Method("ae"),
        Method("ae", m => m with { Likelihood = Gaussian(Spread.Isotropic) }, "Gaussian"),
        Method("vae", m => m with { Prior = new() { Family = PriorFamily.Mixture, Components = 5 } }, "mixture prior"),
        .. Enum.GetValues<FlowKind>().Select(kind => Method("vae", m => m with { Posterior = new() { Family = PosteriorFamily.Flow, Flow = SmallFlow(kind) } }, $"{kind} posterior")),
        .. Enum.GetValues<FlowKind>().Where(kind => kind is FlowKind.RealNvp or FlowKind.Maf or FlowKind.Spline or FlowKind.Radial or FlowKind.Continuous)
            .Select(kind => Method("vae", m => m with { Prior = new() { Family = PriorFamily.Flow, Flow = SmallFlow(kind) } }, $"{kind} prior")),
        .. new[] { "planar", "radial", "sylvester", "realnvp", "iaf", "maf", "spline" }
            .Select(name => Method(name, m => m with { Posterior = m.Posterior with { Flow = m.Posterior.Flow with { Steps = 2, Hidden = [8] } } })),
        Method("ffjord", m => m with { Posterior = m.Posterior with { Flow = m.Posterior.Flow with { Hidden = [8] } } }),
        Method("cvae", m => m with { Posterior = new() { Family = PosteriorFamily.Flow, Flow = SmallFlow(FlowKind.Planar) } }, "planar"),
        Method("sivi", m => m with { Posterior = m.Posterior with { Mixing = new() { Noise = 2, Samples = 5 } } }),
        Method("sivi", m => m with { Posterior = m.Posterior with { Mixing = new() { Noise = 2, Samples = 5 } }, Networks = m.Networks with { Hidden = [8, 6] } }, "two layers"),
        Method("sivi", m => m with { Posterior = m.Posterior with { Mixing = new() { Noise = 2, Samples = 10 }, MixingGrowth = 3 } }, "growing"),
        Method("sivi", m => m with { Posterior = m.Posterior with { Mixing = new() { Noise = 2, Samples = 5 }, MixingDepths = 2 }, Networks = m.Networks with { Hidden = [8, 6, 4] } }, "noise at two layers"),
        Method("dsivi", m => m with { Posterior = m.Posterior with { Mixing = new() { Noise = 2, Samples = 5 } }, Prior = m.Prior with { Mixing = new() { Noise = 2, Samples = 7 } } }),
        Method(
            "dsivi",
            m => m with { Posterior = m.Posterior with { Mixing = new() { Noise = 2, Samples = 5 } }, Prior = m.Prior with { Mixing = new() { Noise = 2, Samples = 2, Bracket = BracketKind.Reverse } } },
            "reverse model of the prior"),
        Method("dsivi-implicit", m => m with { Posterior = m.Posterior with { Mixing = new() { Noise = 2, Samples = 5 } }, Prior = m.Prior with { Mixing = new() { Noise = 2, Samples = 7 } } }),
        Method("vae", m => m with { Prior = new() { Family = PriorFamily.ImplicitMixing, Mixing = new() { Noise = 2, Samples = 5 } } }, "implicit mixing of the prior"),
        Method("dsivi-agg", m => m with { Prior = m.Prior with { Mixing = new() { Samples = 20 } } }),
        Method("dsivi-agg", m => m with { Prior = m.Prior with { Mixing = new() { Samples = 20 } }, Networks = m.Networks with { Kind = NetworkKind.Convolutional, Hidden = [2, 3] } }, "convolutional"),
        Method("hvm", m => m with { Posterior = m.Posterior with { Mixing = m.Posterior.Mixing with { Noise = 2 } } }),
        Method("iwhvi", m => m with { Posterior = m.Posterior with { Mixing = m.Posterior.Mixing with { Noise = 2, Samples = 3 } } }),
        Method("iwhvi", m => m with { Posterior = m.Posterior with { Mixing = new() { Noise = 2, Samples = 3 } } }, "mixing samples"),
        Weighted("sivi", GradientKind.Dreg),
        Weighted("iwhvi", GradientKind.Dreg),
        Weighted("iwhvi", GradientKind.Stl, 1),
        Method("avb", m => m with { Posterior = Noisy(m), Ratio = m.Ratio with { Contrast = 6 } }),
        Method("avb", m => m with { Posterior = Noisy(m), Ratio = m.Ratio with { Contrast = 0, Steps = 2, Rate = 0.5 }, Networks = m.Networks with { Hidden = [8, 6] } }, "plain contrast"),
        Method("avb", m => m with { Posterior = Noisy(m) with { Flow = SmallFlow(FlowKind.Planar) }, Ratio = m.Ratio with { Contrast = 6, Proposal = PosteriorFamily.Flow } }, "planar proposal"),
        Method("avb", m => m with { Posterior = Noisy(m), Ratio = m.Ratio with { Contrast = 6 }, Prior = new() { Family = PriorFamily.Mixture, Components = 5 } }, "mixture prior"),
        Method("kivi", Regressed),
        Method("ardae", m => m with { Posterior = Noisy(m) }),
        Method("kivi", m => Regressed(m) with { Prior = Drawn }, "implicit prior"),
        Method("avb", m => m with { Posterior = Noisy(m), Ratio = m.Ratio with { Contrast = 0 }, Prior = Drawn }, "implicit prior"),
        Method("implicit-prior", m => m with { Prior = Drawn }),
        Method(
            "implicit-prior", m => m with { Prior = Drawn, Posterior = new() { Family = PosteriorFamily.SemiImplicit } },
            "semi-implicit posterior"),
        Method("implicit-kernel", m => m with { Posterior = Noisy(m), Ratio = m.Ratio with { Contrast = 6 } }),
        Method(
            "ardae", m => m with { Posterior = Noisy(m) with { Family = PosteriorFamily.ImplicitKernel }, Networks = m.Networks with { Hidden = [8, 6] } },
            "implicit kernel"),
        Method("uivi", m => m with { Posterior = m.Posterior with { Mixing = new() { Noise = 2, Samples = 5 } }, Ratio = m.Ratio with { Moves = 2, Leapfrogs = 2 } }),
        Method("uivi", m => m with { Posterior = m.Posterior with { Mixing = new() { Noise = 2, Samples = 5 } }, Ratio = m.Ratio with { Moves = 2, Leapfrogs = 2, Jumps = 20 } }, "with jumps"),
        Method("vae", m => m with { Prior = new() { Family = PriorFamily.SemiImplicit, Mixing = new() { Noise = 2, Samples = 5 } } }, "semi-implicit prior"),
        Method("vamp", m => m with { Prior = m.Prior with { Components = 5 } }),
        Method("vamp", m => m with { Prior = m.Prior with { Components = 5 }, Likelihood = Gaussian(Spread.Diagonal) }, "Gaussian"),
        Method("vamp", m => m with { Prior = new() { Family = PriorFamily.VampData, Components = 5 } }, "of data"),
        Method("hierarchical", m => m with { Top = 2 }),
        Method("hierarchical", m => m with { Top = 2, Posterior = new() { BottomUp = true } }, "bottom-up"),
        Method("hierarchical", m => m with { Top = 2, Prior = new() { Family = PriorFamily.Vamp, Components = 5 } }, "VampPrior"),
        Method("vqvae", m => m with { Latent = 4, Posterior = m.Posterior with { Codes = 3, CodeWidth = 2 } }),
        Method("vae", m => m with { Posterior = new() { Family = PosteriorFamily.FullCovariance } }, "full covariance"),
        Method("vae", m => m with { Posterior = new() { Family = PosteriorFamily.LowRank } }, "low rank"),
        Method("vae", m => m with { Networks = m.Networks with { Kind = NetworkKind.Convolutional, Hidden = [2, 3] } }, "convolutional"),
        Method("vae", m => m with { Networks = m.Networks with { Kind = NetworkKind.GatedConvolutional, Hidden = [2] } }, "gated convolutional"),
        Method("vae", m => m with { Networks = m.Networks with { Kind = NetworkKind.Residual, Hidden = [2] }, Likelihood = Gaussian(Spread.Diagonal) }, "residual"),
        Method("vae", m => m with { Likelihood = Gaussian(Spread.Fixed) }, "Gaussian, fixed"),
        Method("vae", m => m with { Likelihood = new() { Family = LikelihoodFamily.ContinuousBernoulli } }, "continuous Bernoulli"),
        Method("vae", m => m with { Likelihood = new() { Family = LikelihoodFamily.LogisticMixture, Levels = 4, Components = 2 } }, "logistic mixture"),
        Method("vae", m => m with { Likelihood = new() { Family = LikelihoodFamily.Categorical, Levels = 4 } }, "categorical"),
        Method("cvae"),
        Method("cvae", m => m with { Prior = new() { Labels = true } }, "class prior"),
    ]);

    /// <summary>A method of the catalogue, small, with a change to its parts.</summary>
    private static RecipeEntry Method(string method, Func<ModelSettings, ModelSettings>? change = null, string? variant = null) =>
        Of(Recipes.Find(method).Defaults, method, change, variant);

    /// <summary>The plain VAE with another objective and gradient.</summary>
    private static RecipeEntry Estimator(string variant, ObjectiveSettings objective, GradientKind gradient = GradientKind.Pathwise, BaselineKind baseline = BaselineKind.None) =>
        Of(Recipes.Find("vae").Defaults with { Objective = objective, Gradient = new() { Kind = gradient, Baseline = baseline } }, "vae", null, variant);

    /// <summary>A semi-implicit method by several importance weights, or one, with a gradient that freezes q.</summary>
    private static RecipeEntry Weighted(string method, GradientKind gradient, int samples = 3)
    {
        var objective = new ObjectiveSettings { Kind = samples == 1 ? ObjectiveKind.Elbo : ObjectiveKind.ImportanceWeighted, Samples = samples };
        return Of(
            Recipes.Find(method).Defaults with { Objective = objective, Gradient = new() { Kind = gradient } }, method,
            m => m with { Posterior = m.Posterior with { Mixing = m.Posterior.Mixing with { Noise = 2, Samples = 3 } } }, $"{objective.Kind}, {gradient}");
    }

    private static RecipeEntry Of(RunSettings usual, string method, Func<ModelSettings, ModelSettings>? change, string? variant)
    {
        var small = usual.Model with { Latent = 3, Networks = usual.Model.Networks with { Hidden = [8] } };
        var model = change is null ? small : change(small);
        // The rows have no structure: begun at their mean, a model would have nothing left to learn.
        var settings = usual with { Model = model with { Likelihood = model.Likelihood with { Start = DecoderStart.Random } } };
        Func<TensorData> rows = settings.Model.Likelihood.Family switch { LikelihoodFamily.Bernoulli => Bits, LikelihoodFamily.Gaussian => Reals, _ => Levels };
        return new(
            variant is null ? method : $"{method}, {variant}",
            (random, klWeight) =>
            {
                using var data = rows();
                return Recipes.Compose(settings, DataDescription.Of(data), random, klWeight ?? new Constant(1));
            },
            rows,
            settings);
    }

    private static PriorSettings Drawn => new() { Family = PriorFamily.Implicit, Mixing = new() { Noise = 2 } };

    private static ModelSettings Regressed(ModelSettings model) => model with
    {
        Posterior = Noisy(model),
        Ratio = model.Ratio with { PriorSamples = 20, Ridge = 0.1, Bandwidth = 0.5 },
    };

    private static PosteriorSettings Noisy(ModelSettings model) => model.Posterior with { Mixing = new() { Noise = 4 } };

    private static FlowSettings SmallFlow(FlowKind kind) => new(kind, Steps: 2) { Hidden = [8] };

    private static LikelihoodSettings Gaussian(Spread spread) => new() { Family = LikelihoodFamily.Gaussian, Spread = spread };

    private static TensorData Bits() => new(new RandomStream(100).Bernoulli(full(Rows, Dimension, 0.3)).to_type(ScalarType.Byte), Labels(), [3, 3]);

    private static TensorData Reals() => new(new RandomStream(100).Normal([Rows, Dimension]), Labels(), [3, 3]);

    private static TensorData Levels() => new((new RandomStream(100).Uniform([Rows, Dimension]) * 4).floor() / 3, Labels(), [3, 3]);

    private static Tensor Labels() => arange(Rows).remainder(3);
}
