using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// A model of rows with missing elements that also says why they are missing: log p(x_obs, m) with a mechanism p(m|x) that
/// sees whole rows. A draw of the posterior is (z, x_mis), z ~ q(z|x_obs) and x_mis ~ p(x_mis|z); its weight is
/// p(x_obs|z) p(m|x_obs, x_mis) p(z)/q(z|x_obs), since p(x_mis|z) stands above and below (not-MIWAE; Ipsen, Mattei &amp;
/// Frellsen 2021, eq. 9).
/// </summary>
public sealed class MissingNotAtRandom : nn.Module, IWeighable
{
    private readonly ILatentModel model;
    private readonly IConditional<Observed> decoder;
    private readonly IConditional<IDistribution> mechanism;

    /// <summary>A model and the mechanism that hides its elements.</summary>
    /// <param name="model">p(x_obs, z) with q(z|x_obs), whose decoder is <paramref name="decoder"/>; owned from now on.</param>
    /// <param name="decoder">p(x|z), evaluated where x is observed.</param>
    /// <param name="mechanism">p(m|x) of the mask m, [..., D], 1 where an element is missing; owned from now on.</param>
    public MissingNotAtRandom(ILatentModel model, IConditional<Observed> decoder, IConditional<IDistribution> mechanism)
        : base(nameof(MissingNotAtRandom))
    {
        (this.model, this.decoder, this.mechanism) = (model, decoder, mechanism);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Standing Standing => model.Standing;

    /// <inheritdoc/>
    public ILatentModel AtDraws =>
        model.AtDraws() is var other && ReferenceEquals(other, model) ? this : new MissingNotAtRandom(other, decoder, mechanism);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// The gradient is no pathwise one, or draws of the decoder carry none: what is missing is drawn from it.
    /// </exception>
    public LogTerms Sample(Batch batch, int samples, GradientEstimator gradient, RandomStream random) =>
        Complete(batch, samples, gradient, random).Terms;

    /// <summary>S draws for every row, and the rows with what is missing as each draw has it.</summary>
    /// <returns>The log-terms, and [S, B, D].</returns>
    internal (LogTerms Terms, Tensor Rows) Complete(
        Batch batch, int samples, GradientEstimator gradient, RandomStream random)
    {
        if (is_grad_enabled() && !gradient.NeedsPath)
        {
            throw new ArgumentException(
                $"{gradient.GetType().Name} does not follow the draws of what is missing; take a pathwise gradient.");
        }
        var terms = model.Sample(batch, samples, gradient, random);
        var whole = decoder.At(new Inputs(terms.Draw.Value, batch.Context, batch.Label)).Distribution;
        if (is_grad_enabled() && whole is not IReparameterized)
        {
            throw new ArgumentException(
                $"draws of {whole.GetType().Name} carry no gradient, so the mechanism cannot teach the model through what is "
                + "missing; take a decoder with reparameterized draws, such as a normal one.");
        }
        var rows = Observed.Complete(batch.Value, whole.Sample(random.Split("missing")).Value);
        var mask = batch.Value.isnan().to_type(rows.dtype);
        var logMask = mechanism.At(new Inputs(rows, batch.Context, batch.Label)).LogDensity(mask);
        Shapes.Require(logMask, "log p(m|x)", samples, batch.Value.shape[0]);
        return (terms with { LogLikelihood = terms.LogLikelihood + logMask }, rows);
    }
}
