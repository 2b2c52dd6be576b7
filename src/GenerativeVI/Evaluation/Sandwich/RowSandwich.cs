using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>Sandwiches one row: as <see cref="SandwichEvaluation{TPrior, TPosterior}.Evaluate"/> does for a model whose
/// types are known.</summary>
/// <param name="row">x, [1, D].</param>
/// <param name="samples">S ≥ 2 draws of z.</param>
/// <param name="tolerance">How wide the entropy's bounds may be, nats, above 0.</param>
/// <param name="random">The stream of the draws.</param>
/// <returns>Both sides of the row's entropy, KL and ELBO, in nats.</returns>
public delegate SandwichRow RowSandwich(Batch row, int samples, double tolerance, RandomStream random);
