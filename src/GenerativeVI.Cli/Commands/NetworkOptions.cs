using System.CommandLine;
using GenerativeVI.Networks;
using static GenerativeVI.Cli.Commands.OptionKinds;

namespace GenerativeVI.Cli.Commands;

/// <summary>The options of gvi fit bnn that say what the network is made of and how it is trained.</summary>
internal sealed class NetworkOptions
{
    private readonly Option<int[]> hidden = Wholes("--hidden", "WIDTHS", "Widths of the hidden layers [default: 50].", "widths such as 50 or 100,100", none: false);
    private readonly Option<WeightPosterior> posterior = Choice<WeightPosterior>(
        "--posterior", "The posterior over the weights: layer by layer, or of all at once [default: layers].");
    private readonly Option<WeightFamily> family = Choice<WeightFamily>(
        "--family", "The posterior of every layer, with --posterior layers [default: mean-field].");
    private readonly Option<LayerPrior> prior = Choice<LayerPrior>(
        "--prior", "The prior of every layer; with a posterior over all weights at once gaussian, ard or group-ard "
            + "[default: gaussian].");
    private readonly Option<WeightEvaluation> evaluation = Choice<WeightEvaluation>(
        "--evaluation", "How training treats the weights, with --posterior layers [default: local-reparameterization].");
    private readonly Option<int> draws = Whole(
        "--draws", "S",
        "Draws of the weights in a training step, but with --posterior layers [default: 4, or 20 for avb, "
            + "kivi and ardae].");
    private readonly Option<double> priorScale = Real(
        "--prior-scale", "C", "The prior N(0, C²/(n + 1)) of the weights of a layer of n inputs.");
    private readonly Option<string> priorMean = PriorMeanOption.Make(
        "with one for each layer, or for each weight and bias, with --prior gaussian, ard or group-ard");
    private readonly Option<int> batch = Whole("--batch", "B", "Rows in a training step.");
    private readonly Option<double> rate = Real(
        "--lr", "RATE", "Adam's step size, falling to a hundredth of it [default: 0.01, or 0.003 for hvm and iwhvi].");
    private readonly Option<int> epochs = Whole("--epochs", "N", "Passes over the training rows.");
    private readonly Option<bool> heteroscedastic = Flag(
        "--heteroscedastic", "Let a regression's noise depend on the inputs.");
    private readonly Option<int> samples = Whole("--samples", "S", "Draws of the weights in a prediction.");

    public NetworkOptions()
    {
        var usual = new TableSettings();
        priorScale.DefaultValueFactory = _ => usual.PriorScale;
        batch.DefaultValueFactory = _ => usual.Batch;
        epochs.DefaultValueFactory = _ => usual.Epochs;
        samples.DefaultValueFactory = _ => usual.Samples;
    }

    /// <summary>All of them.</summary>
    public IEnumerable<Option> Options => [hidden, posterior, family, prior, priorScale, priorMean, evaluation, draws, epochs, batch, rate, heteroscedastic, samples];

    /// <summary>The settings that they make.</summary>
    /// <exception cref="UsageException">An option is out of range or means nothing to another.</exception>
    public TableSettings Settings(ParseResult parsed, TableSettings settings)
    {
        var (isLayers, chosen) = (parsed.GetValue(posterior) == WeightPosterior.Layers, parsed.GetValue(prior));
        foreach (var option in (Option[])[family, evaluation])
        {
            if (!isLayers && Given(parsed, option))
                throw new UsageException($"{option.Name}: a posterior over all weights at once has no layers of its own; leave it out, or take --posterior layers.");
        }
        if (!isLayers && chosen is not (LayerPrior.Gaussian or LayerPrior.Ard or LayerPrior.GroupArd))
            throw new UsageException($"--prior: {Name(chosen)} is a prior of layers; with a posterior over all weights at once take gaussian, ard or group-ard.");
        if (!isLayers && chosen != LayerPrior.Gaussian && parsed.GetValue(posterior) is WeightPosterior.Dsivi or WeightPosterior.DsiviReverse or WeightPosterior.Avb or WeightPosterior.Kivi or WeightPosterior.Ardae)
            throw new UsageException($"--prior: the posterior {Name(parsed.GetValue(posterior))} has a prior of its own, or no density for an α to be found by; leave --prior out, or take mean-field, full-covariance, flow, sivi, hvm or iwhvi.");
        if (parsed.GetValue(evaluation) == WeightEvaluation.Mean)
            throw new UsageException(
                "--evaluation: the mean draws nothing and trains no posterior; take local-reparameterization, "
                    + "shared-sample, sample-each or flipout.");
        if (parsed.GetValue(evaluation) == WeightEvaluation.Flipout && parsed.GetValue(family) != WeightFamily.MeanField)
            throw new UsageException("--evaluation: flipout needs independent weights; take --family mean-field.");
        if (chosen == LayerPrior.LogUniform && parsed.GetValue(family) != WeightFamily.MeanField)
            throw new UsageException("--prior: log-uniform needs independent weights; take --family mean-field.");
        if (isLayers && Given(parsed, draws))
            throw new UsageException(
                "--draws: normal layers take one draw a row; leave it out, or take a posterior over all weights "
                    + "at once.");
        if (Given(parsed, priorScale) && chosen is LayerPrior.Ard or LayerPrior.GroupArd or LayerPrior.LogUniform)
            throw new UsageException($"--prior-scale: the prior {Name(chosen)} has no scale; leave it out, or take --prior gaussian.");
        if (parsed.GetValue(hidden) is { } given && given.Any(units => units < 1))
            throw new UsageException($"--hidden: expected widths of at least 1, got {string.Join(",", given)}.");
        if (Given(parsed, priorMean) && !isLayers)
            throw new UsageException(
                "--prior-mean: a posterior over all weights at once has a prior around 0; leave it out, or take "
                    + "--posterior layers.");
        if (Given(parsed, priorMean) && chosen is not (LayerPrior.Gaussian or LayerPrior.Ard or LayerPrior.GroupArd))
            throw new UsageException(
                $"--prior-mean: the prior {Name(chosen)} is around 0; leave it out, or take --prior gaussian, ard or "
                    + "group-ard.");
        settings = PriorMeanOption.With(parsed, priorMean, settings);
        if (settings.LearnsPriorMean && chosen != LayerPrior.Gaussian)
            throw new UsageException(
                $"--prior-mean: with {Name(chosen)} every weight that is of no use is its prior mean, which no evidence "
                    + "finds; give a number, or take --prior gaussian.");
        return settings with
        {
            Hidden = parsed.GetValue(hidden) is { Length: > 0 } widths ? widths : settings.Hidden,
            Prior = chosen,
            PriorScale = Positive(parsed, priorScale),
            Batch = AtLeastOne(parsed, batch),
            LearningRate = Given(parsed, rate) ? Positive(parsed, rate) : null,
            Posterior = parsed.GetValue(posterior),
            Family = parsed.GetValue(family),
            Evaluation = parsed.GetValue(evaluation),
            Draws = Given(parsed, draws) ? AtLeastOne(parsed, draws) : null,
            Epochs = AtLeastOne(parsed, epochs),
            Heteroscedastic = parsed.GetValue(heteroscedastic),
            Samples = AtLeastOne(parsed, samples),
        };
    }
}
