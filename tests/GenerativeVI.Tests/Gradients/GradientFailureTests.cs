using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Gradients;

/// <summary>An exception in a gradient of the library's own reaches whoever asked for the gradient. libtorch would end the process.</summary>
public sealed class GradientFailureTests
{
    [Fact]
    public void InATraining_ItEndsTheRun()
    {
        using var layer = nn.Linear(3, 3);
        using var data = new TensorData(new RandomStream(1).Uniform([8, 3]));
        // A draw prepared for importance weights, and differentiated without any.
        Bound Evaluate(TrainingStep step) => new(null, new DoublyReparameterized().Prepare(new Draw(layer.forward(step.Batch.Value))).Value.sum(), Guarantee.None, null!);
        using var optimizer = optim.SGD(layer.parameters(), 0.1);
        var before = layer.weight.detach().clone();
        using var trainer = new Trainer(layer, [new Phase("fit", optimizer, Evaluate)], new DataLoader(data, 4), new RandomStream(1), new TrainingPlan { Epochs = 1 });
        Assert.Contains("before its gradient estimator", Assert.Throws<InvalidOperationException>(() => trainer.Run()).Message, StringComparison.Ordinal);
        Assert.True(before.eq(layer.weight).all().item<bool>());
    }

    [Fact]
    public void AfterACallersOwnBackward_TheGradientIsNaN_AndTheNextOperationThrows()
    {
        var mean = zeros(4, 3).requires_grad_();
        Draw Prepared() => new DoublyReparameterized().Prepare(new Draw(mean.mul(2)));
        Prepared().Value.sum().backward();
        Assert.True(mean.grad!.isnan().all().item<bool>());
        Assert.Contains("before its gradient estimator", Assert.Throws<InvalidOperationException>(() => Prepared()).Message, StringComparison.Ordinal);
        // Once.
        Prepared();
    }
}
