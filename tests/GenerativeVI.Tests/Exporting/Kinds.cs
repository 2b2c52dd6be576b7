using GenerativeVI.Conditionals;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Exporting;

/// <summary>Small models of every shape that a VAE can have.</summary>
internal static class Kinds
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetNames<Activation>(), "Gated", "Linear", .. Enum.GetNames<Spread>()];

    public static ModelSettings Settings(string kind) => new()
    {
        Latent = 3,
        Networks = new()
        {
            Kind = kind == "Gated" ? NetworkKind.Gated : NetworkKind.Mlp,
            Hidden = kind == "Linear" ? [] : [8, 5],
            Activation = Enum.TryParse<Activation>(kind, out var activation) ? activation : Activation.Relu,
        },
        Likelihood = new()
        {
            Family = Enum.TryParse<Spread>(kind, out var spread) ? LikelihoodFamily.Gaussian : LikelihoodFamily.Bernoulli,
            Spread = spread,
            MinimumScale = 0.1,
        },
    };

    /// <summary>Moves every parameter, so that also one that begins at zero shows in what comes out.</summary>
    public static void Disturb(nn.Module module)
    {
        using var _ = no_grad();
        foreach (var parameter in module.parameters())
            parameter.add_(new RandomStream(parameter.numel()).Normal(parameter.shape, parameter.dtype), 0.3);
    }
}
