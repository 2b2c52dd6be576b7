namespace GenerativeVI.Models;

/// <summary>Predictive probabilities from draws of a model, with their uncertainty in nats.</summary>
/// <param name="Probability">The mean over the draws, [B, C].</param>
/// <param name="Entropy">Of the mean: all uncertainty about the class, [B].</param>
/// <param name="Aleatoric">The mean entropy of the draws: what no more data could remove, [B].</param>
public sealed record ClassPrediction(Tensor Probability, Tensor Entropy, Tensor Aleatoric)
{
    /// <summary>The mutual information of class and weights, entropy − aleatoric ≥ 0: what the model does not know, [B].</summary>
    public Tensor Epistemic => Entropy - Aleatoric;

    /// <summary>The most probable class, int64 [B].</summary>
    public Tensor Class => Probability.argmax(-1);

    /// <summary>From the probabilities of every draw.</summary>
    /// <param name="probability">[S, B, C].</param>
    public static ClassPrediction Of(Tensor probability)
    {
        var mean = probability.mean([0L]);
        return new ClassPrediction(mean, EntropyOf(mean), EntropyOf(probability).mean([0L]));
    }

    private static Tensor EntropyOf(Tensor probability) => probability.xlogy(probability).sum(-1).neg();
}
