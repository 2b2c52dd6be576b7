using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Composition;

/// <summary>The VQ-VAE's bound against log p(x) by enumeration of all its codes: it lies below, by no more than the price of naming a code.</summary>
public sealed class QuantizedModelTests
{
    [Fact]
    public void Elbo_IsBelowTheSumOverAllCodes_ByAtMostPositionsTimesLogK()
    {
        var entry = KnownRecipes.All["vqvae"];
        using var data = entry.Data();
        using var recipe = entry.Recipe();
        new Trainer(recipe.Module, recipe.Phases(1e-2), new DataLoader(data, 16), new RandomStream(2), new TrainingPlan { Epochs = 20 }).Run();
        var (codes, width) = (entry.Settings.Model.Posterior.Codes, entry.Settings.Model.Posterior.CodeWidth);
        var positions = (int)recipe.Latent / width;
        var codebook = recipe.Module.named_parameters().Single(p => p.parameter.shape is [var k, var w] && k == codes && w == width && p.name.Contains("quantizer", StringComparison.Ordinal)).parameter;
        var all = Enumerable.Range(0, (int)Math.Pow(codes, positions)).Select(i => Enumerable.Range(0, positions).Select(p => codebook[(i / (int)Math.Pow(codes, p)) % codes]).ToArray());
        var latents = stack(all.Select(vectors => cat(vectors, 0)).ToArray(), 0).unsqueeze(1); // [Kᴾ, 1, P·C]
        using var _ = no_grad();
        var x = data.Slice(0, 30).Value;
        var exact = (recipe.Decoder.At(new Inputs(latents)).LogDensity(x).logsumexp(0) - positions * Math.Log(codes)).to_type(ScalarType.Float64);
        using var rows = data.Take(30);
        var elbo = tensor(new BoundEvaluation(recipe.Model).EvaluateRows(rows, 3, new RandomStream(1)).Elbo);
        Assert.True((elbo <= exact + 1e-5).all().item<bool>(), "the bound is above log p(x)");
        Assert.True((exact - elbo).max().item<double>() > 1e-4, "the bound is exact: one code does it all, and the law says nothing");
    }
}
