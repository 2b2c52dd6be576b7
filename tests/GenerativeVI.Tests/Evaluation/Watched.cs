using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Evaluation;

/// <summary>A model whose draws are written down, row by row.</summary>
internal sealed class Watched(ILatentModel model) : ILatentModel
{
    private readonly Dictionary<long, (List<double> Weights, List<double> Likelihoods)> seen = [];

    public Standing Standing => model.Standing;

    /// <summary>Called before every chunk.</summary>
    public Action? Before { get; init; }

    public LogTerms Sample(Batch batch, int samples, GradientEstimator gradient, RandomStream random)
    {
        Before?.Invoke();
        var terms = model.Sample(batch, samples, gradient, random);
        var (weights, likelihoods) = ((terms.LogLikelihood + terms.LogRatio.Value!).data<double>().ToArray(), terms.LogLikelihood.data<double>().ToArray());
        var rows = batch.Index.data<long>().ToArray();
        for (var i = 0; i < weights.Length; i++)
        {
            var row = rows[i % rows.Length];
            if (!seen.TryGetValue(row, out var lists)) seen[row] = lists = ([], []);
            lists.Weights.Add(weights[i]);
            lists.Likelihoods.Add(likelihoods[i]);
        }
        return terms;
    }

    public (List<double>[] Logs, List<double>[] Likelihoods) Weights(int rows) =>
        ([.. Enumerable.Range(0, rows).Select(row => seen[row].Weights)], [.. Enumerable.Range(0, rows).Select(row => seen[row].Likelihoods)]);
}
