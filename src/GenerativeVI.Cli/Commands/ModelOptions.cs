using GenerativeVI.Conditionals;
using GenerativeVI.Networks;
using static GenerativeVI.Cli.Commands.OptionKinds;
using static GenerativeVI.Cli.Commands.SettingOption;

namespace GenerativeVI.Cli.Commands;

/// <summary>The options of what a model is made of.</summary>
internal static class ModelOptions
{
    public static IEnumerable<SettingOption> All(RunSettings usual) =>
    [
        .. Latents(usual.Model), .. Networks(usual.Model.Networks), .. Priors(usual.Model), .. Flows(usual.Model),
        .. Mixings(usual.Model), .. RatioOptions.All(usual.Model.Ratio), .. Likelihoods(usual.Model.Likelihood),
    ];

    private static IEnumerable<SettingOption> Latents(ModelSettings usual) =>
    [
        Of(
            Whole("--latent", "N", $"Dimensions of the latent z [default: {usual.Latent}]."),
            (s, v) => Model(s, m => m with { Latent = v })),
        Of(
            Whole("--top", "N", $"Dimensions of a second level of latents above z; 0 for none [default: {usual.Top}]."),
            (s, v) => Model(s, m => m with { Top = v })),
    ];

    private static IEnumerable<SettingOption> Networks(NetworkSettings usual) =>
    [
        Of(
            Choice<NetworkKind>("--networks", $"The networks of encoder and decoder [default: {Name(usual.Kind)}]."),
            (s, v) => Network(s, n => n with { Kind = v })),
        Of(
            Wholes(
                "--hidden",
                "N,N…",
                "Widths of the encoder's hidden layers, or channels of its convolutions; the decoder has them in reverse. "
                    + $"none makes a linear model [default: {Widths(usual.Hidden)}].",
                "widths with commas, such as 200,200, or none",
                none: true),
            (s, v) => Network(s, n => n with { Hidden = v })),
        Of(
            Whole(
                "--blocks", "N",
                $"Residual blocks after each convolution of a residual network [default: {usual.Blocks}]."),
            (s, v) => Network(s, n => n with { Blocks = v })),
        Of(
            Choice<Activation>("--activation", $"The nonlinearity between layers [default: {Name(usual.Activation)}]."),
            (s, v) => Network(s, n => n with { Activation = v })),
        Of(
            Real("--dropout", "P", $"The share of hidden units dropped in training [default: {usual.Dropout}]."),
            (s, v) => Network(s, n => n with { Dropout = v })),
        Of(
            Choice<Precision>(
                "--precision",
                "The arithmetic of matrix products; b-float16 is faster where the processor has it [default: "
                    + $"{Name(usual.Precision)}]."),
            (s, v) => Network(s, n => n with { Precision = v })),
    ];

    private static IEnumerable<SettingOption> Priors(ModelSettings usual) =>
    [
        Of(
            Choice<PriorFamily>(
                "--prior",
                $"The prior p(z); with two levels, that of the top one [default: {Name(usual.Prior.Family)}]."),
            (s, v) => Model(s, m => m with { Prior = m.Prior with { Family = v } })),
        Of(
            Whole(
                "--components", "K", "Components of a mixture prior, or pseudo-inputs of a VampPrior [default: "
                    + $"{usual.Prior.Components}]."),
            (s, v) => Model(s, m => m with { Prior = m.Prior with { Components = v } })),
        Of(
            Flag("--class-prior", "Learn a normal prior for every class instead of one for all."),
            (s, v) => Model(s, m => m with { Prior = m.Prior with { Labels = v } })),
        Of(
            Choice<PosteriorFamily>("--posterior", $"The posterior q(z|x) [default: {Name(usual.Posterior.Family)}]."),
            (s, v) => Model(s, m => m with { Posterior = m.Posterior with { Family = v } })),
        Of(
            Whole("--rank", "R", $"The rank of a low-rank posterior [default: {usual.Posterior.Rank}]."),
            (s, v) => Model(s, m => m with { Posterior = m.Posterior with { Rank = v } })),
        Of(
            Whole("--codes", "K", $"The codes of a quantized posterior [default: {usual.Posterior.Codes}]."),
            (s, v) => Model(s, m => m with { Posterior = m.Posterior with { Codes = v } })),
        Of(
            Whole(
                "--code-width", "N",
                $"Elements of a code; z then has latent/N positions [default: {usual.Posterior.CodeWidth}]."),
            (s, v) => Model(s, m => m with { Posterior = m.Posterior with { CodeWidth = v } })),
        Of(
            Flag("--bottom-up", "Draw the latents next to the data first in q, instead of in the prior's order."),
            (s, v) => Model(s, m => m with { Posterior = m.Posterior with { BottomUp = v } })),
        Of(
            Flag("--labels", "Tell encoder and decoder each image's class: a model of p(x|y)."),
            (s, v) => Model(s, m => m with { Labels = v })),
    ];

    private static IEnumerable<SettingOption> Flows(ModelSettings usual) =>
    [
        .. FlowOptions.All(
            "flow", "a flow posterior", usual.Posterior.Flow, (s, change) => Model(s, m => m with { Posterior = m.Posterior with { Flow = change(m.Posterior.Flow) } })),
        .. FlowOptions.All(
            "prior-flow", "a flow prior", usual.Prior.Flow, (s, change) => Model(s, m => m with { Prior = m.Prior with { Flow = change(m.Prior.Flow) } })),
    ];

    private static IEnumerable<SettingOption> Mixings(ModelSettings usual) =>
    [
        .. MixingOptions.All(
            "mixing", "a semi-implicit posterior", usual.Posterior.Mixing, (s, change) => Model(s, m => m with { Posterior = m.Posterior with { Mixing = change(m.Posterior.Mixing) } })),
        Of(
            Whole(
                "--mixing-depths", "N",
                "Layers of the posterior's noise network that receive noise, each its own [default: "
                    + $"{usual.Posterior.MixingDepths}]."),
            (s, v) => Model(s, m => m with { Posterior = m.Posterior with { MixingDepths = v } })),
        Of(
            Real(
                "--mixing-growth", "E", "Epochs over which the mixing draws grow in stages: 0, K/10, K/2, K [default: "
                    + $"{usual.Posterior.MixingGrowth}]."),
            (s, v) => Model(s, m => m with { Posterior = m.Posterior with { MixingGrowth = v } })),
        .. MixingOptions.All(
            "prior-mixing", "a semi-implicit prior", usual.Prior.Mixing, (s, change) => Model(s, m => m with { Prior = m.Prior with { Mixing = change(m.Prior.Mixing) } })),
    ];

    private static IEnumerable<SettingOption> Likelihoods(LikelihoodSettings usual) =>
    [
        Of(
            Choice<LikelihoodFamily>(
                "--likelihood", $"The distribution p(x|z) of a pixel [default: {Name(usual.Family)}]."),
            (s, v) => Likelihood(s, l => l with { Family = v })),
        Of(
            Choice<Spread>(
                "--spread", $"What the scale of a Gaussian likelihood depends on [default: {Name(usual.Spread)}]."),
            (s, v) => Likelihood(s, l => l with { Spread = v })),
        Of(
            Real("--scale", "X", $"The scale of a Gaussian likelihood whose spread is fixed [default: {usual.Scale}]."),
            (s, v) => Likelihood(s, l => l with { Scale = v })),
        Of(
            Whole(
                "--levels", "N",
                $"Grey levels of a categorical likelihood or a logistic mixture [default: {usual.Levels}]."),
            (s, v) => Likelihood(s, l => l with { Levels = v })),
        Of(
            Whole("--likelihood-components", "N", $"Components of a logistic mixture [default: {usual.Components}]."),
            (s, v) => Likelihood(s, l => l with { Components = v })),
        Of(
            Choice<DecoderStart>(
                "--start", "The first bias of a dense decoder's last layer: the training data's mean, or random "
                    + $"[default: {Name(usual.Start)}]."),
            (s, v) => Likelihood(s, l => l with { Start = v })),
        Of(
            Real(
                "--min-scale", "X",
                $"The least scale of a Gaussian likelihood; white is 1 [default: {usual.MinimumScale}]."),
            (s, v) => Likelihood(s, l => l with { MinimumScale = v })),
    ];

    private static string Widths(IReadOnlyList<int> widths) => widths.Count == 0 ? "none" : string.Join(',', widths);

    private static RunSettings Model(RunSettings settings, Func<ModelSettings, ModelSettings> change) =>
        settings with { Model = change(settings.Model) };

    private static RunSettings Network(RunSettings settings, Func<NetworkSettings, NetworkSettings> change) =>
        Model(settings, m => m with { Networks = change(m.Networks) });

    private static RunSettings Likelihood(RunSettings settings, Func<LikelihoodSettings, LikelihoodSettings> change) =>
        Model(settings, m => m with { Likelihood = change(m.Likelihood) });
}
