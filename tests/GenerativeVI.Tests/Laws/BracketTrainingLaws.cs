using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Laws;

/// <summary>Every bracket of the prior with every bracket of the posterior, trained: one objective, twelve methods.</summary>
public sealed class BracketTrainingLaws
{
    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var prior in BentToy.Priors)
                foreach (var posterior in BentToy.Posteriors) pairs.Add(prior, posterior);
            return pairs;
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public void EveryParameter_IsRegisteredOnce_AndReceivesAGradient(string prior, string posterior)
    {
        using var model = BentToy.Model(prior, posterior, new RandomStream(1));
        var named = model.named_parameters().ToArray();
        Assert.Equal(named.Length, named.Select(p => p.parameter).Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.All(ObjectGraph.Parameters(model), held => Assert.Contains(named, p => ReferenceEquals(p.parameter, held)));
        new Elbo(8).Evaluate((ILatentModel)model, BentToy.Batch, new RandomStream(2)).Surrogate.backward();
        foreach (var (name, parameter) in named)
        {
            Assert.True(parameter.grad is not null, $"{name} has no gradient");
            Assert.True(parameter.grad!.isfinite().all().item<bool>() && (parameter.grad != 0).any().item<bool>(), $"{name} has a gradient of {parameter.grad.abs().max().item<double>()}");
        }
    }

    [Theory, MemberData(nameof(Pairs)), Trait("Speed", "Slow")]
    public void Training_BringsTheBoundToTheEvidence_AndNotAboveIt(string prior, string posterior)
    {
        const int steps = 500;
        using var module = BentToy.Model(prior, posterior, new RandomStream(1));
        var model = (ILatentModel)module;
        using var optimizer = new OnePassAdam(module.parameters());
        var (random, rate, live) = (new RandomStream(3), new CosineDecay(0.02, 1e-3, steps), new List<long>());
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            live.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
            foreach (var group in optimizer.ParamGroups) group.LearningRate = rate.At(step);
            optimizer.zero_grad();
            (-new Elbo(32).Evaluate(model, BentToy.Batch, random).Surrogate).backward();
            optimizer.step();
        }
        Assert.Equal(live[10], live[50]);

        using var _ = no_grad();
        var terms = Enumerable.Range(0, Effort.Draws(100, 40)).Select(i => new Elbo(200).Evaluate(model, BentToy.Batch, new RandomStream(100 + i)).PerDatum!.item<double>()).ToArray();
        var (mean, error) = (terms.Average(), tensor(terms).std().item<double>() / Math.Sqrt(terms.Length));
        TestContext.Current.TestOutputHelper!.WriteLine($"prior {prior}, posterior {posterior}: {mean:F4} ± {error:F4} of {BentToy.LogEvidence:F4} nats");
        Assert.True(mean <= BentToy.LogEvidence + 3 * error, $"{mean} ± {error} is above the evidence {BentToy.LogEvidence}");
        Assert.True(mean >= BentToy.LogEvidence - 0.1, $"{mean} ± {error} is more than 0.1 nats below the evidence {BentToy.LogEvidence}");
    }
}
