using System.Diagnostics.CodeAnalysis;
using GenerativeVI.Conditionals;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>A method, composed: a model, what is maximized over it, and the same model as evaluations see it.</summary>
public sealed class Recipe : IDisposable
{
    /// <summary>The method's short name, as on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>Everything that is trained and saved.</summary>
    public required nn.Module Module { get; init; }

    /// <summary>The model with one log-ratio a draw, so that importance weights can be made of it.</summary>
    public required ILatentModel Model { get; init; }

    /// <summary>p(z); null where the method has none to draw from.</summary>
    public required IConditional<ISampler>? Prior { get; init; }

    /// <summary>q(z|x).</summary>
    public required IConditional<ISampler> Encoder { get; init; }

    /// <summary>p(x|z).</summary>
    public required IConditional<IDistribution> Decoder { get; init; }

    /// <summary>The dimension of z.</summary>
    public required long Latent { get; init; }

    /// <summary>
    /// What the model is judged through where its own posterior has no density: bounds, rate and distortion of an
    /// evaluation are this proposal's; null where they are q's.
    /// </summary>
    public IConditional<ISampler>? Proposal { get; init; }

    /// <summary>The classes that the model must be told; 0 where it is not conditional.</summary>
    public int Classes { get; init; }

    /// <summary>Makes the method's phases, with optimizers over the parameters as they are when it is called.</summary>
    public required Func<IReadOnlyList<Phase>> MakePhases { private get; init; }

    /// <summary>
    /// The phases of a training. The optimizers hold the parameters as they are now: call it when the model is on its
    /// device.
    /// </summary>
    /// <param name="learningRate">Over the epochs.</param>
    /// <param name="limits">What is done to the gradients first; nothing when null.</param>
    public IReadOnlyList<Phase> Phases(Schedule learningRate, GradientLimits? limits = null) => [.. MakePhases().Select(phase => phase with { LearningRate = learningRate, Limits = limits })];

    /// <summary>The phases of a training at a constant learning rate.</summary>
    /// <param name="learningRate">Above 0.</param>
    public IReadOnlyList<Phase> Phases(double learningRate) => Phases(new Constant(learningRate));

    /// <summary>
    /// Both sides of a row's entropy, KL and ELBO; null where the posterior is not semi-implicit, or where neither it
    /// was said nor the prior has a density.
    /// </summary>
    internal RowSandwich? Sandwich
    {
        get => field ?? (Prior is IConditional<IDistribution> known ? SemiImplicitJoin.Sandwich(known, new ExactDensity(), Encoder, Decoder) : null);
        init;
    }

    /// <summary>p of the latent that annealing moves: z, or the ε of an implicit prior z = g(ε).</summary>
    internal IConditional<ISampler>? JudgedPrior
    {
        get => field ?? Prior;
        init;
    }

    /// <summary>p(x) given that latent.</summary>
    [AllowNull]
    internal IConditional<IDistribution> JudgedDecoder
    {
        get => field ?? Decoder;
        init;
    }

    /// <summary>Tensors that are not parameters but are freed with them: the rows that a prior is made of.</summary>
    internal IDisposable? Borrowed { private get; init; }

    /// <summary>An annealing between a start and the posterior.</summary>
    /// <param name="settings">How it is done.</param>
    /// <param name="fromPosterior">Whether it starts at q(z|x), or at the proposal, instead of the prior.</param>
    /// <param name="memory">The most elements of decoded rows at a time.</param>
    /// <exception cref="ArgumentException">The prior, or where it is to start, has no density over continuous
    /// z.</exception>
    internal AnnealedImportanceSampling Annealing(AnnealingSettings settings, bool fromPosterior = false, long memory = 1 << 20)
    {
        if (JudgedPrior is not IConditional<IDistribution> prior || Prior is CodePrior)
            throw new ArgumentException($"annealing needs a prior with a density over continuous z, and {Name} has none; judge it by importance weights alone.");
        var start = fromPosterior ? (Proposal ?? Encoder) as IConditional<IDistribution> ?? throw new ArgumentException($"the posterior of {Name} has no density for an annealing to start at; start at the prior.") : null;
        return new AnnealedImportanceSampling(prior, JudgedDecoder, settings, start, memory);
    }

    /// <summary>Frees the parameters.</summary>
    public void Dispose()
    {
        Module.Dispose();
        Borrowed?.Dispose();
    }
}
