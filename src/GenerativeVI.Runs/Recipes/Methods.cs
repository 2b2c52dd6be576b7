using GenerativeVI.Flows;

namespace GenerativeVI;

/// <summary>The catalogue: one entry a method, each a few changes to the plain VAE's settings.</summary>
internal static class Methods
{
    private const string Lower = "ELBO and log p(x): lower bounds";

    public static IEnumerable<NamedRecipe> All =>
    [
        Entry(
            "vae", "variational autoencoder", "Kingma & Welling 2014; Rezende+ 2014", Lower,
            "the place to begin: one draw a row and the KL in closed form", s => s),
        Entry(
            "iwae", "importance-weighted autoencoder", "Burda+ 2016", "importance-weighted bounds: lower",
            "a tighter bound and a richer implied posterior at K draws a row; its encoder's gradient gets noisy as K grows",
            s => s with { Objective = new() { Kind = ObjectiveKind.ImportanceWeighted, Samples = 5 } }),
        Entry(
            "dreg", "importance-weighted autoencoder, doubly reparameterized", "Tucker+ 2019", "importance-weighted bounds: lower",
            "the importance-weighted bound with many draws: the same bound, less noise in the encoder's gradient",
            s => s with { Objective = new() { Kind = ObjectiveKind.ImportanceWeighted, Samples = 5 }, Gradient = new() { Kind = GradientKind.Dreg } }),
        Entry(
            "rws", "reweighted wake-sleep", "Bornschein & Bengio 2015; Le+ 2019", "importance-weighted bounds: lower",
            "posteriors without a pathwise gradient; mass-covering instead of mode-seeking",
            s => s with { Objective = new() { Kind = ObjectiveKind.WakeSleep, Samples = 10 } }),
        Entry(
            "renyi", "Rényi VAE", "Li & Turner 2016", "ELBO and log p(x): lower bounds; the objective itself for α >= 0",
            "between the ELBO (α = 1) and the importance-weighted bound (α = 0)",
            s => s with { Objective = new() { Kind = ObjectiveKind.Renyi, Samples = 5 } }),
        Entry(
            "tvo", "thermodynamic variational objective", "Masrani+ 2019", "ELBO and log p(x): lower bounds; the objective itself: none",
            "an objective between the ELBO and log p(x) by an integral over tempered posteriors",
            s => s with { Objective = new() { Kind = ObjectiveKind.Thermodynamic, Samples = 10 } }),
        Entry(
            "ae", "plain autoencoder", "Hinton & Salakhutdinov 2006", "reconstruction: no bound on log p(x)",
            "codes and reconstructions without a density; a linear one (no hidden layers, Gaussian) spans the principal components",
            s => Model(s, m => m with { Posterior = new() { Family = PosteriorFamily.Point } }) with { Objective = new() { Kind = ObjectiveKind.Reconstruction } }),
        Flow(
            "planar", "VAE with planar flows", "Rezende & Mohamed 2015", FlowKind.Planar, steps: 16,
            "the cheapest bend of a posterior; one hidden unit a step, so it needs many in high dimensions"),
        Flow("radial", "VAE with radial flows", "Rezende & Mohamed 2015", FlowKind.Radial, steps: 16, "posteriors with a dent or a bulge around one point; mostly for comparison"),
        Flow(
            "sylvester", "VAE with Sylvester flows", "van den Berg+ 2018", FlowKind.SylvesterOrthogonal, steps: 4,
            "planar flows without their bottleneck; the strongest amortized flow a step in its paper's tables"),
        Flow("realnvp", "VAE with affine couplings", "Dinh+ 2017", FlowKind.RealNvp, steps: 8, "a posterior that is fast to sample and to evaluate anywhere, so that every gradient estimator fits"),
        Flow("iaf", "VAE with inverse autoregressive flows", "Kingma+ 2016", FlowKind.Iaf, steps: 4, "a rich posterior that is fast to sample; the usual choice of a flow posterior"),
        Flow(
            "maf", "VAE with masked autoregressive flows", "Papamakarios+ 2017", FlowKind.Maf, steps: 2,
            "evaluation anywhere in one pass at D passes a draw: slow as a posterior, good as the flow of a prior"),
        Flow("spline", "VAE with neural spline couplings", "Durkan+ 2019", FlowKind.Spline, steps: 4, "posteriors with several modes or hard edges in few dimensions"),
        Entry(
            "ffjord", "VAE with a continuous flow", "Chen+ 2018; Grathwohl+ 2019", Lower,
            "posteriors without a chain of layers to choose; slow: every draw solves a differential equation",
            s => Model(s, m => m with { Posterior = new() { Family = PosteriorFamily.Flow, Flow = new(FlowKind.Continuous, Steps: 1) { Trace = Trace.Hutchinson, Tolerance = 1e-3 } } })),
        Entry(
            "sivi", "semi-implicit VAE", "Yin & Zhou 2018", Lower,
            "posteriors of any shape: noise through a network makes the means of a normal kernel; K draws of it bound the entropy",
            s => Model(s, m => m with { Posterior = new() { Family = PosteriorFamily.SemiImplicit } })),
        Entry(
            "dsivi", "doubly semi-implicit VAE", "Molchanov+ 2019", Lower,
            "a semi-implicit prior beside the semi-implicit posterior, where neither a normal prior nor a normal posterior fits",
            s => Model(s, m => m with { Posterior = new() { Family = PosteriorFamily.SemiImplicit }, Prior = new() { Family = PriorFamily.SemiImplicit } })),
        Entry(
            "dsivi-implicit", "doubly semi-implicit VAE whose prior mixes implicitly", "Molchanov+ 2019", Lower,
            "a prior that can only be sampled: the draws of a network, smoothed by a kernel and bounded by K of them",
            s => Model(s, m => m with { Posterior = new() { Family = PosteriorFamily.SemiImplicit }, Prior = new() { Family = PriorFamily.ImplicitMixing } })),
        Entry(
            "dsivi-agg", "VAE with the aggregate posterior as its prior", "Molchanov+ 2019", Lower,
            "what a VampPrior learns pseudo-inputs for, from the training rows themselves: nothing to learn, at the price of thousands of encoded rows a step",
            s => Model(s, m => m with { Prior = new() { Family = PriorFamily.Aggregate, Mixing = new() { Samples = 2000 } } })),
        Entry(
            "hvm", "hierarchical variational model", "Agakov & Barber 2004; Ranganath+ 2016", Lower,
            "a semi-implicit posterior at the price of one kernel a draw, whose bound is as tight as its reverse model is good",
            s => Model(s, m => m with { Posterior = Hierarchical(0) })),
        Entry(
            "iwhvi", "importance-weighted hierarchical VAE", "Sobolev & Vetrov 2019", Lower,
            "the tightest of the semi-implicit bounds for its K: draws of the reverse model instead of the mixing distribution",
            s => Model(s, m => m with { Posterior = Hierarchical(10) })),
        Implicit(
            "avb", "adversarial variational Bayes with adaptive contrast", "Mescheder+ 2017", RatioKind.Classifier, 1,
            "posteriors of any shape that can only be drawn from; a classifier learns their log-ratio, and is never quite right"),
        Implicit(
            "kivi", "kernel implicit variational inference", "Shi+ 2018", RatioKind.Kernel, 10,
            "implicit posteriors in few dimensions, without a second network: a regression on the draws of each row, poor beyond a handful of dimensions"),
        Implicit(
            "ardae", "implicit VAE by an amortized residual denoising autoencoder", "Lim+ 2020; Alain & Bengio 2014", RatioKind.Denoising, 1,
            "implicit posteriors in more dimensions than a classifier serves: only the slope of log q is learned, and no number is had in training"),
        Implicit(
            "implicit-kernel", "adversarial VAE of explicit mixing under an implicit kernel", "Mescheder+ 2017", RatioKind.Classifier, 1,
            "the reverse of sivi: ψ has a density and z = g(ε, ψ) has none, so that nothing brackets log q(z|x) and a classifier finds it",
            PosteriorFamily.ImplicitKernel),
        Entry(
            "implicit-prior", "VAE with a learned implicit prior", "Mescheder+ 2017; Huszár 2017",
            "training: none; ELBO and log p(x), of a proposal for the prior's noise: lower bounds",
            "a prior that can only be drawn from, z = g(ε), learned by a classifier; where a kernel may smooth it, dsivi-implicit has a bound",
            s => Model(s, m => m with
            {
                Prior = new() { Family = PriorFamily.Implicit, Mixing = new() { Noise = 40 } },
                Ratio = new() { Kind = RatioKind.Classifier, Contrast = 0 },
            })),
        Entry(
            "uivi", "unbiased implicit variational inference", "Titsias & Ruiz 2019", "training: no number; ELBO and log p(x), by mixing samples: lower bounds",
            "a semi-implicit posterior trained by the gradient of the ELBO itself instead of a bound's; dozens of times slower a step",
            s => Model(s, m => m with { Posterior = Hierarchical(50) with { Mixing = new() { Samples = 50 } }, Ratio = new() { Kind = RatioKind.Score } })),
        Entry(
            "vamp", "VAE with a VampPrior", "Tomczak & Welling 2018", Lower,
            "posteriors that do not fill N(0, I): a prior made of the posterior itself; several nats on digits",
            s => Model(s, m => m with { Prior = new() { Family = PriorFamily.Vamp } })),
        Entry(
            "hierarchical", "VAE with two levels of latents", "Sønderby+ 2016; Tomczak & Welling 2018", Lower,
            "latents whose dependence is worth a level of its own; watch the active units of the top",
            s => Model(s, m => m with { Top = m.Latent })),
        Entry(
            "vqvae", "VAE with vector-quantized codes", "van den Oord+ 2017", "ELBO at the uniform prior, −positions · log K included: lower bound",
            "discrete codes, for a second model to learn; its straight-through gradient is biased, its bound is not",
            s => Model(s, m => m with { Latent = 64, Posterior = new() { Family = PosteriorFamily.Quantized } })),
        Entry(
            "cvae", "conditional VAE", "Kingma+ 2014; Sohn+ 2015", "ELBO and log p(x|y): lower bounds",
            "labelled data, and samples of a class on demand",
            s => Model(s, m => m with { Labels = true })),
    ];

    public static IEnumerable<NamedRecipe> Classifiers =>
    [
        Entry(
            "lenet-svd", "LeNet by sparse variational dropout", "Molchanov+ 2017", "test error and compression; the bound under the improper prior: none",
            "a classifier with most of its weights cut: LeNet-300-100, or LeNet-5",
            s => s with { Classifier = new(), Batch = 100, Optimization = new() { Rate = RateShape.FlatThenLinear }, Selection = new() { Rows = 0 } }),
    ];

    private static PosteriorSettings Hierarchical(int samples) => new() { Family = PosteriorFamily.Hierarchical, Mixing = new() { Bracket = BracketKind.Reverse, Samples = samples } };

    private static NamedRecipe Implicit(string name, string title, string paper, RatioKind kind, int samples, string choice,
        PosteriorFamily family = PosteriorFamily.Implicit) => Entry(
        name, title, paper, kind == RatioKind.Denoising ? "training: no number; ELBO and log p(x), of a proposal: lower bounds" : "training: none; ELBO and log p(x), of a proposal: lower bounds", choice,
        s => Model(s, m => m with { Posterior = new() { Family = family, Mixing = new() { Noise = 40 } }, Ratio = new() { Kind = kind } }) with
        {
            Objective = new() { Samples = samples },
        });

    private static NamedRecipe Flow(string name, string title, string paper, FlowKind kind, int steps, string choice) => Entry(
        name, title, paper, Lower, choice,
        s => Model(s, m => m with { Posterior = new() { Family = PosteriorFamily.Flow, Flow = new(kind, steps) } }));

    private static RunSettings Model(RunSettings settings, Func<ModelSettings, ModelSettings> change) => settings with { Model = change(settings.Model) };

    private static NamedRecipe Entry(string name, string title, string paper, string guarantee, string choice, Func<RunSettings, RunSettings> change) =>
        new(name, title, paper, guarantee, choice, change(new RunSettings { Method = name }));
}
