using GenerativeVI.Data;
using GenerativeVI.Models;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>What is maximized.</summary>
public interface IObjective
{
    /// <summary>The objective of a batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">x, [B, D].</param>
    /// <param name="random">The stream of the draws.</param>
    Bound Evaluate(ILatentModel model, Batch batch, RandomStream random);
}
