using GenerativeVI.Conditionals;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>The methods by name, each a short composition of parts.</summary>
public static class Recipes
{
    /// <summary>
    /// The variational autoencoder: prior N(0, I), encoder N(μ(x), diag σ²(x)), Bernoulli or Gaussian decoder, ELBO with the closed-form KL and the pathwise gradient
    /// (Kingma &amp; Welling 2014; Rezende+ 2014).
    /// </summary>
    /// <param name="settings">The shape of the networks.</param>
    /// <param name="dimension">D, the elements of a row of data.</param>
    /// <param name="random">The stream of the first weights; the model lives on its device.</param>
    /// <param name="klWeight">β over the epochs, in the surrogate only; 1 throughout when null.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static Recipe Vae(VaeSettings settings, long dimension, RandomStream random, Schedule? klWeight = null, ScalarType dtype = ScalarType.Float32)
    {
        settings.Validate();
        var (below, above) = (Body(dimension, settings.Hidden, "encoder"), Body(settings.Latent, [.. settings.Hidden.Reverse()], "decoder"));
        var encoder = new NormalEncoder(below.Network, below.Features, settings.Latent, random.Split("encoder head"), dtype, settings.Precision);
        IConditional<IDistribution> decoder = settings.Likelihood == Likelihood.Bernoulli
            ? new BernoulliDecoder(above.Network, above.Features, dimension, random.Split("decoder head"), dtype, settings.Precision)
            : new NormalDecoder(above.Network, above.Features, dimension, settings.Spread, random.Split("decoder head"), settings.MinimumScale, dtype, settings.Precision);
        var prior = new Unconditional<StandardNormal>(new StandardNormal(settings.Latent, dtype));
        var model = new LatentVariableModel<StandardNormal, Normal>(prior, encoder, decoder, new ClosedFormRatio<StandardNormal, Normal>());
        var exact = new ExactDensity();
        var (elbo, beta) = (new Elbo(), klWeight ?? new Constant(1));
        return new Recipe
        {
            Name = "vae",
            Module = model,
            Model = model.With(new BracketedRatio<StandardNormal, Normal>(exact, exact)),
            Prior = prior,
            Encoder = encoder,
            Decoder = decoder,
            MakePhases = () => [new Phase("elbo", new OnePassAdam(model.parameters()), step => (elbo with { KlWeight = beta.At(step.Epoch) }).Evaluate(model, step.Batch, step.Random))],
        };

        (nn.Module<Tensor, Tensor> Network, long Features) Body(long inputs, IReadOnlyList<int> hidden, string stream)
        {
            var network = settings.Gated
                ? (nn.Module<Tensor, Tensor>)new GatedMlp(inputs, hidden, random.Split(stream), dtype, settings.Dropout, settings.Precision)
                : new Mlp(inputs, hidden, settings.Activation, random.Split(stream), dtype, settings.Dropout, settings.Precision);
            return (network, hidden.Count > 0 ? hidden[^1] : inputs);
        }
    }
}
