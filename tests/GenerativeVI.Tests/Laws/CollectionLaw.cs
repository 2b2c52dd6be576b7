using System.Diagnostics;
using System.Globalization;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Registries;

namespace GenerativeVI.Tests.Laws;

/// <summary>Steps of every recipe, while another thread does nothing but collect garbage.</summary>
public sealed class CollectionLaw
{
    // For an hour of it: GENERATIVEVI_COLLECTION_SECONDS=3600 ./test --filter-class '*CollectionLaw'
    private const string Seconds = "GENERATIVEVI_COLLECTION_SECONDS";

    [Fact, Trait("Speed", "Slow")]
    public void NoStep_IsDisturbedByACollection()
    {
        var time = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable(Seconds) ?? "120", CultureInfo.InvariantCulture));
        using var ended = new CancellationTokenSource();
        var collections = 0L;
        var collector = new Thread(() =>
        {
            for (; !ended.IsCancellationRequested; collections++)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
                // A thousand a second leave the steps some time.
                Thread.Sleep(1);
            }
        });
        // The tests' own code is not protected, so it comes first.
        var fits = KnownRecipes.All.Names.Select(row => KnownRecipes.All[row.Data]).Select(entry => (entry.Name, Recipe: entry.Recipe(), Data: entry.Data())).ToArray();
        var (watch, steps) = (Stopwatch.StartNew(), 0L);
        collector.Start();
        try
        {
            for (var i = 0; watch.Elapsed < time; i++)
            {
                var (name, recipe, data) = fits[i % fits.Length];
                using var trainer = RecipeEntry.Trainer(recipe, data, new RandomStream(i), epochs: 3);
                if (Record.Exception(() => trainer.Run()) is { } e) Assert.Fail($"{name}, round {i / fits.Length}: {e}");
                steps += trainer.Step;
            }
        }
        finally
        {
            ended.Cancel();
            collector.Join();
            foreach (var (_, recipe, data) in fits)
            {
                recipe.Dispose();
                data.Dispose();
            }
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{steps} steps beside {collections} collections in {watch.Elapsed.TotalSeconds:F0} s");
        Assert.True(steps > 100 && collections > 100);
    }
}
