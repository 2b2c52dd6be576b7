using GenerativeVI.Tensors;

namespace GenerativeVI.Training;

/// <summary>Adds the gradients of a phase over all ranks, in one buffer and one call.</summary>
internal sealed class SharedGradients(Communicator communicator)
{
    /// <summary>Takes a step's own share; where any rank meets numbers that are not finite, all of them do.</summary>
    /// <exception cref="NonFiniteException">Of the first rank that has met some.</exception>
    public void Try(long step, Action work)
    {
        NonFiniteException? trouble = null;
        try
        {
            work();
        }
        catch (NonFiniteException e)
        {
            trouble = e;
        }
        if (!communicator.Any(trouble is not null)) return;
        var told = communicator.Gather(System.Text.Encoding.UTF8.GetBytes(trouble?.Message ?? ""));
        var first = told.First(message => message.Length > 0);
        throw new NonFiniteException(System.Text.Encoding.UTF8.GetString(first));
    }

    /// <summary>Replaces the gradients of a phase's parameters by their sums over the ranks.</summary>
    /// <remarks>Behind the numbers goes a mark for each parameter: whether there is a gradient at all. One that no rank
    /// has a gradient of keeps none, as optimizers pass over it.</remarks>
    public void Sum(Phase phase)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var weights = phase.Optimizer.parameters().Where(weight => weight.requires_grad).ToArray();
        var lengths = weights.Select(weight => weight.NumberOfElements).ToArray();
        var count = lengths.Sum();
        var type = weights.Any(weight => weight.dtype == ScalarType.Float64) ? ScalarType.Float64 : ScalarType.Float32;
        var buffer = zeros(count + weights.Length, dtype: type);
        for (var (i, start) = (0, 0L); i < weights.Length; start += lengths[i++])
        {
            if (weights[i].grad is not { } gradient) continue;
            buffer.narrow(0, start, lengths[i]).copy_(gradient.reshape(-1));
            buffer.narrow(0, count + i, 1).fill_(1);
        }
        if (type == ScalarType.Float64)
            communicator.Sum(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(buffer.bytes));
        else communicator.Sum(FloatSpans.Of(buffer));
        var marks = buffer.narrow(0, count, weights.Length).to_type(ScalarType.Float64).data<double>().ToArray();
        for (var (i, start) = (0, 0L); i < weights.Length; start += lengths[i++])
        {
            if (marks[i] == 0) continue;
            var sum = buffer.narrow(0, start, lengths[i]).reshape(weights[i].shape);
            if (weights[i].grad is { } gradient) gradient.copy_(sum);
            else weights[i].grad = sum.to(weights[i].dtype, weights[i].device, copy: true);
        }
    }
}
