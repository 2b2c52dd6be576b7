using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;

namespace GenerativeVI.Tests.Evaluation;

/// <summary>Ranks that share the rows of an evaluation out.</summary>
public sealed class SharedEvaluationTests
{
    // Elements at a time, so that 60 rows of 9 numbers by 7 draws fall into blocks of 3 rows.
    private const long Memory = 9 * 7 * 3;

    [Theory]
    [InlineData("vae", 2)]
    [InlineData("sivi", 3)]
    [InlineData("dsivi-agg", 2)]
    [InlineData("iwhvi", 5)]
    public void Ranks_FindTheDigitsOfOneProcess(string name, int ranks)
    {
        var alone = Evaluate(name, Communicator.Alone, null);
        foreach (var shared in Team.Run(ranks, communicator => Evaluate(name, communicator, null)))
            Assert.Equal(alone, shared);
    }

    [Fact]
    public void StoppedOnTwoRanks_AnEvaluationGoesOnWithOneAndWithThree()
    {
        using var folder = new TempFolder();
        var alone = Evaluate("sivi", Communicator.Alone, null);
        Team.Run(2, communicator =>
        {
            using var stop = new CancellationTokenSource();
            var progress = new Once(share =>
            {
                if (share > 0.4) stop.Cancel();
            });
            Assert.Throws<OperationCanceledException>(() =>
                Evaluate("sivi", communicator, folder["kept"], progress, stop.Token));
            return 0;
        });
        File.Copy(folder["kept"], folder["copy"]);
        Assert.Equal(alone, Evaluate("sivi", Communicator.Alone, folder["kept"]));
        foreach (var shared in Team.Run(3, communicator => Evaluate("sivi", communicator, folder["copy"])))
            Assert.Equal(alone, shared);
    }

    private static double[] Evaluate(string name, Communicator communicator, string? kept, IProgress<double>?
        progress = null, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        using var recipe = KnownRecipes.All[name].Recipe();
        using var data = KnownRecipes.All[name].Data();
        var ledger = kept is null || !communicator.IsFirst ? null : new RowLedger(kept);
        var rows = new BoundEvaluation(recipe.Model, Memory, communicator: communicator)
            .EvaluateRows(data, 7, new RandomStream(3).Split("evaluation"), progress, ledger, cancellation);
        return [.. rows.Elbo, .. rows.LogLikelihood, .. rows.EffectiveSamples];
    }

    private sealed class Once(Action<double> told) : IProgress<double>
    {
        public void Report(double value) => told(value);
    }
}
