using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>A model p(x, z) with a posterior q(z|x): what every objective and every evaluation needs of it.</summary>
public interface ILatentModel
{
    /// <summary>What the model's log-ratios are good for.</summary>
    Standing Standing { get; }

    /// <summary>S draws of q(z|x) for every row, and the log-terms there.</summary>
    /// <param name="batch">x, [B, D].</param>
    /// <param name="samples">S ≥ 1.</param>
    /// <param name="gradient">How draws are to be differentiated.</param>
    /// <param name="random">The stream of the draws.</param>
    LogTerms Sample(Batch batch, int samples, GradientEstimator gradient, RandomStream random);

    /// <summary>The same model with what depends on these rows alone found once, for draws in several parts: q(z|x) is encoded a single time. The model itself where nothing is gained.</summary>
    /// <param name="batch">The rows that <see cref="Sample"/> will be given.</param>
    ILatentModel Given(Batch batch) => this;
}
