using GenerativeVI.Data;
using static TorchSharp.torch;

namespace GenerativeVI.Benchmarks.Plain;

/// <summary>
/// What is written with TorchSharp alone: modules, torch's Adam, a loop with a dispose scope a step. The works beside this
/// file are the benchmarks' models so written, the reference for their speed. Nothing of the process is tuned.
/// </summary>
internal static class PlainLoop
{
    /// <summary>Steps on batches of data in memory, in a fresh order every epoch.</summary>
    public static Measurement Train(
        Settings settings, Tensor[] data, int batch, IEnumerable<TorchSharp.Modules.Parameter> parameters, Func<Tensor[], Tensor> loss)
    {
        var optimizer = optim.Adam(parameters, 1e-3);
        var rows = data[0].shape[0];
        var (order, place) = (randperm(rows).DetachFromDisposeScope(), 0L);
        return Measurement.Of(settings, batch, steps =>
        {
            for (var i = 0; i < steps; i++)
            {
                using var scope = NewDisposeScope();
                if (place + batch > rows)
                {
                    order.Dispose();
                    (order, place) = (randperm(rows).DetachFromDisposeScope(), 0);
                }
                var index = order.slice(0, place, place + batch, 1);
                place += batch;
                Step(optimizer, loss([.. data.Select(tensor => tensor.index_select(0, index))]));
            }
        });
    }

    /// <summary>The same from TorchSharp's own loader.</summary>
    public static Measurement TrainFromLoader(
        Settings settings, Tensor data, int batch, IEnumerable<TorchSharp.Modules.Parameter> parameters, Func<Tensor, Tensor> loss)
    {
        var optimizer = optim.Adam(parameters, 1e-3);
        using var rows = utils.data.TensorDataset(data);
        using var loader = utils.data.DataLoader(rows, batch, shuffle: true, drop_last: true);
        var batches = loader.GetEnumerator();
        return Measurement.Of(settings, batch, steps =>
        {
            for (var i = 0; i < steps; i++)
            {
                using var scope = NewDisposeScope();
                if (!batches.MoveNext())
                {
                    batches.Dispose();
                    batches = loader.GetEnumerator();
                    batches.MoveNext();
                }
                Step(optimizer, loss(batches.Current[0]));
            }
        });
    }

    /// <summary>Grey images of MNIST [N, 784], from 0 to 1, and labels [N].</summary>
    public static (Tensor Images, Tensor Labels) Mnist(Settings settings, bool test = false)
    {
        var source = ImageSource.Load("mnist", new ImageOptions { DataDirectory = settings.Data, Download = false });
        using var data = TensorData.From(test ? source.Test : source.Train);
        var batch = data.Slice(0, (int)data.Count);
        return (batch.Value.clone().DetachFromDisposeScope(), batch.Label!.clone().DetachFromDisposeScope());
    }

    /// <summary>Layers with a nonlinearity between them, and after the last where <paramref name="active"/>.</summary>
    public static TorchSharp.Modules.Sequential Mlp(Func<nn.Module<Tensor, Tensor>> nonlinearity, bool active, params long[] widths)
    {
        var layers = new List<nn.Module<Tensor, Tensor>>();
        for (var i = 1; i < widths.Length; i++)
        {
            layers.Add(nn.Linear(widths[i - 1], widths[i]));
            if (active || i < widths.Length - 1) layers.Add(nonlinearity());
        }
        return nn.Sequential(layers.ToArray());
    }

    /// <summary>log N(z; 0, I) of rows.</summary>
    public static Tensor LogNormal(Tensor z) => (z.pow(2) + Math.Log(2 * Math.PI)).sum(-1) * -0.5;

    /// <summary>The Bernoulli log-likelihood of rows, by logits.</summary>
    public static Tensor LogBernoulli(Tensor logits, Tensor x) =>
        -nn.functional.binary_cross_entropy_with_logits(logits, x, reduction: nn.Reduction.None).sum(-1);

    private static void Step(optim.Optimizer optimizer, Tensor loss)
    {
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
    }
}
