using System.Text.Json;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Formats;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Exporting;

/// <summary>The scripts of examples/python, on every kind of model: weights made here give the same ELBO in plain torch, and weights made there give it
/// here.</summary>
public sealed class TorchExchangeTests : IDisposable
{
    private const string Evaluate = "examples/python/elbo_of_run.py", Make = "examples/python/make_state_dict.py";
    private const double Tolerance = 1e-4;
    private const long Rows = 7, Pixels = 12;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WeightsMadeHere_GiveTheSameElboThere() => AssertSame((_, run) => [Batch(Evaluate, run)], (_, _) => { });

    [Fact]
    public void WeightsMadeThere_GiveTheSameElboHere() => AssertSame(
        (kind, run) => [new(Make, run, folder[$"{kind}.pt"]), Batch(Evaluate, run, "--weights", folder[$"{kind}.pt"])],
        (kind, recipe) => Weights.Load(recipe.Module, folder[$"{kind}.pt"]));

    private void AssertSame(Func<string, string, Python.Call[]> calls, Action<string, Recipe> load)
    {
        var random = new RandomStream(6);
        var models = Kinds.All.Select(kind => (Kind: kind, Recipe: Recipes.Vae(Kinds.Settings(kind), Pixels, new RandomStream(5)))).ToArray();
        foreach (var (kind, recipe) in models) Store(kind, recipe, random);
        var printed = Python.Run(["torch", "numpy"], models.SelectMany(model => calls(model.Kind, folder[model.Kind]))).Where(line => line.Length > 0);
        foreach (var ((kind, recipe), line) in models.Zip(printed))
        {
            using (recipe)
            {
                load(kind, recipe);
                var there = JsonDocument.Parse(line).RootElement.GetProperty("elbo").EnumerateArray().Select(value => value.GetDouble()).ToArray();
                var here = Elbo(recipe, Read("x.npy"), Read("noise.npy"));
                Assert.Equal(Rows, there.Length);
                foreach (var (a, b) in here.Zip(there)) Assert.True(Math.Abs(a - b) <= Tolerance * Math.Abs(a), $"{kind}: {a} here, {b} in torch");

                Tensor Read(string name) => tensor(NpyReader.Read(Path.Combine(folder[kind], name)).Values<float>().ToArray()).reshape(Rows, -1);
            }
        }
    }

    private static Python.Call Batch(string script, string run, params string[] more) =>
        new(script, [run, "--x", Path.Combine(run, "x.npy"), "--noise", Path.Combine(run, "noise.npy"), .. more]);

    private void Store(string kind, Recipe recipe, RandomStream random)
    {
        var (run, settings) = (new RunFolder(folder[kind]), Kinds.Settings(kind));
        var data = new DataProtocol(new Provenance("made up", "nowhere", "none", [3, 4], 0, 0, 0, []), Binarization.None);
        run.WriteRecord(new RunRecord { Settings = new RunSettings { Model = settings }, Data = data, Environment = RunEnvironment.Here(CPU) });
        Kinds.Disturb(recipe.Module);
        Weights.Save(recipe.Module, run.Weights);
        var x = random.Uniform([Rows, Pixels], ScalarType.Float32);
        NpyWriter.Write(Path.Combine(run.Path, "x.npy"), settings.Likelihood.Family == LikelihoodFamily.Bernoulli ? random.Bernoulli(x) : x);
        NpyWriter.Write(Path.Combine(run.Path, "noise.npy"), random.Normal([Rows, settings.Latent], ScalarType.Float32));
    }

    private static double[] Elbo(Recipe recipe, Tensor x, Tensor noise)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var posterior = (Normal)recipe.Encoder.At(new Inputs(x));
        var kl = 0.5 * (posterior.Mean.square() + posterior.Scale.square() - 1 - 2 * posterior.LogScale).sum(-1);
        var z = posterior.Mean + posterior.Scale * noise;
        return (recipe.Decoder.At(new Inputs(z)).LogDensity(x) - kl).to_type(ScalarType.Float64).data<double>().ToArray();
    }
}
