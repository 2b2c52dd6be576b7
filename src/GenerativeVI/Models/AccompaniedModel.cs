using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>A model with another module that is trained, saved and resumed with it, such as the baseline of a score-function gradient (<see cref="GradientEstimator.State"/>).</summary>
public sealed class AccompaniedModel : nn.Module, ILatentModel
{
    private readonly nn.Module model;
    private readonly nn.Module companion;

    /// <summary>Joins the two, which it owns from now on.</summary>
    /// <param name="model">A module that is a latent-variable model.</param>
    /// <param name="companion">What goes with it.</param>
    /// <exception cref="ArgumentException">The first is no model.</exception>
    public AccompaniedModel(nn.Module model, nn.Module companion)
        : base(nameof(AccompaniedModel))
    {
        if (model is not ILatentModel) throw new ArgumentException($"model: expected a latent-variable model, got {model.GetType().Name}.", nameof(model));
        (this.model, this.companion) = (model, companion);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Standing Standing => ((ILatentModel)model).Standing;

    /// <summary>What goes with the model.</summary>
    public nn.Module Companion => companion;

    /// <inheritdoc/>
    public LogTerms Sample(Batch batch, int samples, GradientEstimator gradient, RandomStream random) => ((ILatentModel)model).Sample(batch, samples, gradient, random);

    /// <inheritdoc/>
    public ILatentModel Given(Batch batch) => ((ILatentModel)model).Given(batch);
}
