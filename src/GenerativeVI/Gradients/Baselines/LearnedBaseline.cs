namespace GenerativeVI.Gradients;

/// <summary>
/// A network's prediction of the log-weight from x alone, learned by least squares along with the model (NVIL's input-dependent baseline: Mnih &amp; Gregor 2014, section 2.3).
/// </summary>
public sealed class LearnedBaseline : Baseline
{
    private readonly nn.Module<Tensor, Tensor> network;

    /// <summary>A baseline around a network.</summary>
    /// <param name="network">From x, [B, D], to [B, 1]; owned from now on. The optimizer must hold its parameters: train the model accompanied by it.</param>
    public LearnedBaseline(nn.Module<Tensor, Tensor> network)
        : base(nameof(LearnedBaseline))
    {
        this.network = network;
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The network's output is not [B, 1].</exception>
    public override Tensor At(LogTerms terms, Tensor signal)
    {
        var inputs = terms.Draw.Context ?? throw new ArgumentException("a learned baseline predicts from x, and this draw does not say what it was conditioned on.");
        var prediction = network.call(inputs.Value);
        Tensors.Shapes.Require(prediction, "the baseline's prediction", signal.shape[1], 1);
        return prediction.squeeze(-1).unsqueeze(0); // [1, B]
    }
}
