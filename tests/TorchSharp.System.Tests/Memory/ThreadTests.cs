using TorchSharp.System.Tests.Support;
using static TorchSharp.torch;

namespace TorchSharp.System.Tests.Memory;

public class ThreadTests
{
    [Fact]
    public void Threads_compute_side_by_side_with_scopes_of_their_own()
    {
        var sums = new double[4];
        var threads = Enumerable.Range(0, sums.Length).Select(t => new Thread(() =>
        {
            for (var i = 0; i < 200; i++)
                using (NewDisposeScope())
                {
                    var x = full([8, 8], t, float64, requires_grad: true);
                    (x * x).sum().backward();
                    sums[t] += x.grad!.sum().item<double>();
                }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        for (var t = 0; t < sums.Length; t++) Numeric.Close(200 * 64 * 2 * t, sums[t]);
    }

    [Fact]
    public void Collections_on_another_thread_do_not_disturb_a_call()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() => { while (!stop.IsCancellationRequested) GC.Collect(0); });
        collector.Start();
        try
        {
            var x = ones(16, dtype: float64);
            for (var i = 0; i < 5000; i++) Assert.Equal(32, ((x + 1.0) * 1.0).sum().item<double>());
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }

    [Fact]
    public void Grad_mode_belongs_to_its_thread()
    {
        using var _ = no_grad();
        var elsewhere = false;
        var thread = new Thread(() => elsewhere = is_grad_enabled());
        thread.Start();
        thread.Join();
        Assert.True(elsewhere);
        Assert.False(is_grad_enabled());
    }

    [Fact]
    public void The_number_of_threads_is_set_and_read()
    {
        var before = get_num_threads();
        set_num_threads(2);
        Assert.Equal(2, get_num_threads());
        set_num_threads(before);
    }
}
