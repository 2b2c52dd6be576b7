using GenerativeVI.Conditionals;
using GenerativeVI.Distributions;
using GenerativeVI.Models;

namespace GenerativeVI;

/// <summary>The parts of a method, joined.</summary>
/// <param name="Trained">The model as it is trained, which owns every parameter.</param>
/// <param name="Judged">The model as it is judged: one log-ratio a draw, exact or of draws that no two rows share, so that its weights are unbiased.</param>
/// <param name="AtEpoch">The model as it is trained at an epoch, where a number of mixing draws grows; null where it is the same throughout.</param>
internal sealed record Joined(ILatentModel Trained, ILatentModel Judged, Func<double, ILatentModel>? AtEpoch = null)
{
    /// <summary>A model that is judged as it is trained.</summary>
    public Joined(ILatentModel model)
        : this(model, model)
    {
    }

    /// <summary>p(z) as it is judged and drawn from.</summary>
    public IConditional<ISampler>? Prior { get; init; }

    /// <summary>What goes with the model's parameters.</summary>
    public IDisposable? Borrowed { get; init; }
}
